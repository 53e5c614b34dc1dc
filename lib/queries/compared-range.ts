import { momentOf, offsetAt, wallTime } from '@/lib/mail/wall-clock';
import type { TimeRange } from './time-range';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** What a range may be compared with. */
export const COMPARISONS = ['previous', 'weekday'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface ComparedRange {
  /** As many buckets of the same width. */
  range: TimeRange;
  /** How much earlier, in ms. */
  shift: number;
  /** Where the stretch ends that lies behind as much as has passed of the range itself: totals are taken until there. */
  until: Date;
}

/**
 * The stretch to compare with: the one of the same length just before; or the same days of the week at the same time of
 * the day, as few whole weeks earlier as keep the two apart. Across a change of clocks those are an hour more or less.
 */
export function comparedRange(range: TimeRange, comparison: Comparison, timeZone: string): ComparedRange {
  const length = range.to.getTime() - range.from.getTime();
  const shift = comparison === 'previous' ? length : weeksEarlier(range, length, timeZone);
  const days = Math.round(shift / DAY) * DAY;
  const rounded = (time: number) => Math.round(time / HOUR) * HOUR;
  // Days that a zone's clocks tell are not all equally long.
  const earlier = (time: number) =>
    range.starts ? rounded(momentOf(wallTime(time, timeZone) - days, timeZone)) : time - shift;
  // The last day of a zone half an hour off ends with the hour of its midnight, which the one before must not hold, too.
  const end = comparison === 'previous' ? range.from.getTime() : Number.POSITIVE_INFINITY;
  const at = (time: number) => new Date(Math.min(earlier(time), end));
  const rollup = range.rollupMinutes * MINUTE;
  const passed = Math.ceil(Math.min(range.to.getTime(), range.now.getTime()) / rollup) * rollup;
  const until = at(Math.max(range.from.getTime() + rollup, Math.min(passed, range.to.getTime())));
  return {
    range: {
      ...range,
      ...{ from: at(range.from.getTime()), to: at(range.to.getTime()), relative: null },
      starts: range.starts?.map(earlier) ?? null,
    },
    shift: range.from.getTime() - earlier(range.from.getTime()),
    until,
  };
}

/** The bucket that is still being filled makes a week a little longer than one: that much may be in both. */
function weeksEarlier(range: TimeRange, length: number, timeZone: string): number {
  const from = range.from.getTime();
  const weeks = Math.max(1, Math.ceil((length - range.bucketMinutes * MINUTE) / WEEK));
  const start = momentOf(wallTime(from, timeZone) - weeks * WEEK, timeZone);
  // Rollups of a day begin with UTC's: there an hour cannot be made up for.
  const rollup = range.rollupMinutes * MINUTE;
  return Math.round((from - start) / rollup) * rollup;
}

/** Whether the clocks were changed in between, so that the hours are the same and the time between is not. */
export const crossesClockChange = (range: TimeRange, { shift }: ComparedRange, timeZone: string): boolean =>
  offsetAt(range.from.getTime(), timeZone) !== offsetAt(range.from.getTime() - shift, timeZone);
