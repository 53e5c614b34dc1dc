import { z } from 'zod';

/** PostgreSQL has no year 0, and reads none of more than four digits as JavaScript writes it. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a time, in milliseconds, is one that the store could have. */
export const isKeptTime = (milliseconds: number): boolean => FIRST <= milliseconds && milliseconds <= LAST;

/** A time in a place that a page begins at, as `getTime` wrote it. */
export const PlaceTime = z
  .int()
  .refine(isKeptTime)
  .transform((milliseconds) => new Date(milliseconds));
