import { tzOffset } from '@date-fns/tz';

const MINUTE_MS = 60_000;

/** A time as `datetime-local` wants it, by a zone's clock. */
export const toLocalInput = (at: number | Date, timeZone: string): string =>
  new Date(Number(at) + tzOffset(timeZone, new Date(at)) * MINUTE_MS).toISOString().slice(0, 16);

/** What a `datetime-local` means by a zone's clock; `null` where it is no time. Where clocks are set back it is the
 * first of the two, where they are set forward what the clock shows an hour later. */
export function fromLocalInput(text: string, timeZone: string): Date | null {
  const asUtc = Date.parse(`${text}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(asUtc)) return null;
  const offsets = [-1440, 1440].map((away) => tzOffset(timeZone, new Date(asUtc + away * MINUTE_MS)));
  const candidates = offsets.map((offset) => asUtc - offset * MINUTE_MS);
  const exact = candidates.filter((at) => toLocalInput(at, timeZone) === text.slice(0, 16));
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}
