import { z } from 'zod';

/** Of 32 bits, as PostgreSQL counts rows. */
const LARGEST = 2 ** 31 - 1;

export const Id = z.coerce.number().int().min(1).max(LARGEST);
export const IdPath = z.strictObject({ id: Id });
