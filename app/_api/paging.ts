import { z } from 'zod';
import { BASE } from './route-base';

const MOST = 500;
const A_PAGE = 50;

/** What every list that is read page by page is asked. */
export const PAGE_QUERY = {
  cursor: z
    .string()
    .max(400)
    .optional()
    .meta({ description: 'Where to go on, as `next` of the page before has it' }),
  limit: z.coerce.number().int().min(1).max(MOST).default(A_PAGE).meta({ description: 'Rows on a page' }),
};

/** A page of rows, and the way to the one behind it. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({
    data: z.array(row),
    next: z
      .string()
      .nullable()
      .meta({ description: 'Address of the next page, relative to the server; null: this is the last one' }),
  });

/** Where a page begins, by the keys of the last row of the one before: rows that come meanwhile shift nothing. */
export const writeCursor = (place: unknown): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** A field that reads what `writeCursor` has written of such a place. */
export const cursorOf = <Place extends z.ZodType>(place: Place) =>
  PAGE_QUERY.cursor.transform((text, context): z.output<Place> | null => {
    if (text === undefined) return null;
    const { data, success } = place.safeParse(jsonIn(text));
    if (success) return data;
    context.addIssue('must be one that this address gave');
    return z.NEVER;
  });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The same question from another place on. */
export function nextPage(
  path: string,
  asked: Record<string, string | number | null>,
  place: unknown,
): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return `${BASE}${path}?${new URLSearchParams([...given, ['cursor', writeCursor(place)]] as [string, string][])}`;
}

/** The way to the next page, of an answer that has one. */
export const nextOf = (answer: unknown): string | null =>
  z.object({ next: z.string() }).safeParse(answer).data?.next ?? null;
