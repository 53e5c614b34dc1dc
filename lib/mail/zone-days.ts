import { momentOf, offsetAt, wallTime } from './wall-clock';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No zone changes its clocks and back again within this. */
const LOOK_MS = 28 * DAY_MS;

/** What a zone's clocks are ahead of UTC by, again and again between two moments. */
function offsetsWithin(from: number, to: number, timeZone: string): number[] {
  const looks = Math.ceil((to - from) / LOOK_MS);
  return Array.from({ length: looks + 1 }, (_, nth) =>
    offsetAt(Math.min(to, from + nth * LOOK_MS), timeZone),
  );
}

/** Whether the zone's days are those of UTC. */
export const isUtc = (from: number, to: number, timeZone: string): boolean =>
  offsetsWithin(from, to, timeZone).every((offset) => offset === 0);

/** Whether the zone's days begin with hours of UTC. */
export const hasWholeHours = (from: number, to: number, timeZone: string): boolean =>
  offsetsWithin(from, to, timeZone).every((offset) => offset % HOUR_MS === 0);

/**
 * Stretches of so many days of a zone, from the one that holds `from` to the one that holds `to`: days have 23 or 25
 * hours where its clocks are changed. They stay where they are while both move on, or else are counted from `origin`.
 */
export function dayStarts(
  from: number,
  to: number,
  days: number,
  timeZone: string,
  origin: number | null = null,
): { starts: number[]; end: number } {
  const shift = origin === null ? 0 : Math.floor(wallTime(origin, timeZone) / DAY_MS) % days;
  const part = (at: number) => (wallTime(at, timeZone) / DAY_MS - shift) / days;
  const first = Math.floor(part(from));
  const count = Math.max(1, Math.ceil(part(to)) - first);
  const edge = (nth: number) => momentOf(((first + nth) * days + shift) * DAY_MS, timeZone);
  return { starts: Array.from({ length: count }, (_, nth) => edge(nth)), end: edge(count) };
}
