import type { TimeRange } from './time-range';

/** Buckets of one width that lie next to each other. */
export interface RangePart {
  from: Date;
  /** Exclusive. */
  to: Date;
  rollupMinutes: number;
}

const MINUTE = 60_000;
/** Each is a multiple of the one before. */
const WIDTHS = [5, 60, 1440] as const;

/**
 * A range in as few buckets as hold exactly what its own do: whole days by the day, whole hours around them by the
 * hour. A total of 30 days reads some 30 buckets and two days of hours, and not 720. The last day is by the hour, also
 * where the range ends with it, so that it can be told when anything was last.
 */
export function rangeParts({ from, to, rollupMinutes }: TimeRange): RangePart[] {
  const wider = WIDTHS.filter((width) => width >= rollupMinutes);
  return partsOf(from.getTime(), to.getTime(), wider);
}

function partsOf(from: number, to: number, [width, ...wider]: readonly number[]): RangePart[] {
  if (width === undefined || from >= to) return [];
  const next = (wider[0] ?? Number.POSITIVE_INFINITY) * MINUTE;
  const [first, last] = [Math.ceil(from / next) * next, Math.floor((to - MINUTE) / next) * next];
  const part = (start: number, end: number): RangePart[] =>
    start < end ? [{ from: new Date(start), to: new Date(end), rollupMinutes: width }] : [];
  if (!(first < last)) return part(from, to);
  return [...part(from, first), ...partsOf(first, last, wider), ...part(last, to)];
}
