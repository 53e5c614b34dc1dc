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

/** Buckets whose counts are added, or taken away again. */
export interface CountedPart extends RangePart {
  times: 1 | -1;
}

/**
 * The same for totals, in fewer buckets still: of a day that is in the range for the most part, the hours that are not are
 * taken away from all of it, and so are those of the last day that are yet to come, in which nothing is counted but what
 * clocks that are fast have sent.
 */
export function countedParts({ from, to, rollupMinutes, now }: TimeRange): CountedPart[] {
  const wider = WIDTHS.filter((width) => width >= rollupMinutes).toReversed();
  return counted(from.getTime(), to.getTime(), wider, 1, now.getTime());
}

function counted(
  from: number,
  to: number,
  [width, ...finer]: readonly number[],
  times: 1 | -1,
  now: number,
): CountedPart[] {
  if (width === undefined || from >= to) return [];
  const ms = width * MINUTE;
  const rounded = finer.length === 0 ? Math.floor : Math.round;
  const first = rounded(from / ms) * ms;
  const last = (to > now ? Math.ceil(to / ms) : rounded(to / ms)) * ms;
  if (first >= last) return counted(from, to, finer, times, now);
  const less = times === 1 ? -1 : 1;
  return [
    ...(from < first ? counted(from, first, finer, times, now) : counted(first, from, finer, less, now)),
    { from: new Date(first), to: new Date(last), rollupMinutes: width, times },
    ...(last < to ? counted(last, to, finer, times, now) : counted(to, last, finer, less, now)),
  ];
}
