import { dayStart, offsetAt } from '@/lib/mail/wall-clock';
import { dayStarts, hasWholeHours, isUtc } from '@/lib/mail/zone-days';
import { namedRange } from './named-range';

/** The stretch of time a page shows, cut into buckets. All of it is whole buckets, so that totals agree with charts. */
export interface TimeRange {
  from: Date;
  /** Exclusive. */
  to: Date;
  bucketMinutes: number;
  /** Width of the rollup that is read: it divides `bucketMinutes`. */
  rollupMinutes: number;
  /** Beginnings of its buckets, where they are not all equally long: days of a zone that changes its clocks. */
  starts?: readonly number[] | null;
  /** `7d`, `yesterday`: what moves with the clock; `null` where both ends are fixed. */
  relative: string | null;
  /** When the question was asked: the bucket that holds it is unfinished. */
  now: Date;
}

export const QUICK_RANGES = [
  { id: '15m', title: '15 minutes' },
  { id: '1h', title: '1 hour' },
  { id: '6h', title: '6 hours' },
  { id: '24h', title: '24 hours' },
  { id: '7d', title: '7 days' },
  { id: '30d', title: '30 days' },
  { id: '90d', title: '90 days' },
  { id: '13mo', title: '13 months' },
] as const;
export const DEFAULT_RANGE = '24h';

const MINUTE = 60_000;
const HOUR_MS = 60 * MINUTE;
const DAY = 1440;
const DAY_MS = DAY * MINUTE;
/** There are up to 24 times as many counts by the hour as by the day: of more they would be too many. */
const MOST_DAYS_BY_HOUR = 750;
const UNIT_MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10_080, mo: 43_830, y: 525_960 };
const MAX_MINUTES = 10 * 525_960;
/** Wide enough to be told apart from two metres; a chart never holds more than 300. */
const MAX_BUCKETS = 200;

/** Bucket widths and the rollup each is summed from. */
const WIDTHS: readonly { bucketMinutes: number; rollupMinutes: number }[] = [
  ...[5, 10, 15, 30].map((bucketMinutes) => ({ bucketMinutes, rollupMinutes: 5 })),
  ...[60, 120, 180, 360, 720].map((bucketMinutes) => ({ bucketMinutes, rollupMinutes: 60 })),
  ...[1, 2, 4, 7, 14, 28].map((days) => ({ bucketMinutes: days * 1440, rollupMinutes: 1440 })),
];

export interface RangeQuery {
  range?: string;
  from?: string;
  to?: string;
}

/** What the URL asks for; what it does not say, or says wrongly, is the default range. Wide buckets begin at the zone's
 * midnight. Days do so as well, to the hour, as long as counts by the hour are kept. */
export function readTimeRange(
  query: RangeQuery,
  now: Date,
  timeZone = 'UTC',
  hoursKeptDays: number | null = null,
): TimeRange {
  const byHourFrom = now.getTime() - Math.min(hoursKeptDays ?? MOST_DAYS_BY_HOUR, MOST_DAYS_BY_HOUR) * DAY_MS;
  const from = Date.parse(query.from ?? '');
  const to = Date.parse(query.to ?? '');
  if (from < to && to - from <= MAX_MINUTES * MINUTE)
    return fixedRange(from, to, { now, timeZone, byHourFrom });
  const asked = query.range ?? DEFAULT_RANGE;
  const named = namedRange(asked, now.getTime(), timeZone);
  // Just after midnight, today has no length yet.
  if (named)
    return movingRange(named.from, Math.max(named.to, named.from + MINUTE), asked, {
      now,
      timeZone,
      byHourFrom,
    });
  const relative = relativeMinutes(asked) === null ? DEFAULT_RANGE : asked;
  const minutes = relativeMinutes(relative) ?? 1440;
  return movingRange(now.getTime() - minutes * MINUTE, now.getTime(), relative, {
    now,
    timeZone,
    byHourFrom,
  });
}

/** The minutes of `6h`, `30d`, `13mo`; `null` for what is no such length, or more than the longest. */
export function relativeMinutes(range: string): number | null {
  const [, count, unit = ''] = /^([1-9]\d{0,5})(m|h|d|w|mo|y)$/.exec(range) ?? [];
  const minutes = Number(count) * (UNIT_MINUTES[unit] ?? Number.NaN);
  return minutes <= MAX_MINUTES ? minutes : null;
}

const widthFor = (fits: (minutes: number) => boolean) =>
  WIDTHS.find(({ bucketMinutes }) => fits(bucketMinutes)) ?? WIDTHS[WIDTHS.length - 1]!;

interface Around {
  now: Date;
  timeZone: string;
  /** From when on counts by the hour may be asked for where those by the day would do in UTC. */
  byHourFrom: number;
}

/** Buckets are counted from the beginning, so that the same ends are the same data in every zone. */
function fixedRange(from: number, to: number, { now, timeZone, byHourFrom }: Around): TimeRange {
  const width = widthFor((minutes) => (to - from) / MINUTE / minutes <= MAX_BUCKETS);
  if (width.rollupMinutes === DAY && from >= byHourFrom && (from % DAY_MS || to % DAY_MS))
    return fixedDays(from, to, width.bucketMinutes, now, timeZone);
  const [rollup, bucket] = [width.rollupMinutes * MINUTE, width.bucketMinutes * MINUTE];
  const start = Math.floor(from / rollup) * rollup;
  const end = start + Math.ceil((to - start) / bucket) * bucket;
  return { from: new Date(start), to: new Date(end), ...width, relative: null, now };
}

/** Buckets stay where they are while the range moves on. */
function movingRange(
  from: number,
  to: number,
  relative: string,
  { now, timeZone, byHourFrom }: Around,
): TimeRange {
  // One more than fits in the span, since neither end needs to fall on a bucket's edge.
  const width = widthFor((minutes) => (to - from) / MINUTE / minutes + 1 <= MAX_BUCKETS);
  if (width.rollupMinutes === DAY && from >= byHourFrom && !isUtc(from, to, timeZone)) {
    const days = dayStarts(from, to, width.bucketMinutes / DAY, timeZone);
    return { ...byHour(onWholeHours(days), width), relative, now };
  }
  const [rollup, bucket] = [width.rollupMinutes * MINUTE, width.bucketMinutes * MINUTE];
  const midnight = Math.floor(offsetAt(from, timeZone) / rollup) * rollup;
  const edge = (at: number, round: (count: number) => number) =>
    new Date(round((at + midnight) / bucket) * bucket - midnight);
  return { from: edge(from, Math.floor), to: edge(to, Math.ceil), ...width, relative, now };
}

/** Days that a zone's clocks tell are summed from hours, since a rollup of a day is one of UTC's. */
const byHour = (
  { starts, end }: { starts: number[]; end: number },
  { bucketMinutes }: { bucketMinutes: number },
) => ({
  ...{ from: new Date(starts[0] ?? end), to: new Date(end), starts },
  ...{ bucketMinutes, rollupMinutes: 60 },
});

/** Where midnight is no hour of UTC, as in India, days begin half an hour before it: the hour that holds it is not told
 * apart, and is of one day. */
const onWholeHours = ({ starts, end }: { starts: number[]; end: number }) => ({
  starts: starts.map((at) => Math.floor(at / HOUR_MS) * HOUR_MS),
  end: Math.ceil(end / HOUR_MS) * HOUR_MS,
});

/** From midnight to midnight of the zone they are its days, else stretches of 24 hours; the last is what is left. */
function fixedDays(from: number, to: number, bucketMinutes: number, now: Date, timeZone: string): TimeRange {
  const [first, end] = [Math.floor(from / HOUR_MS) * HOUR_MS, Math.ceil(to / HOUR_MS) * HOUR_MS];
  const isMidnight = (at: number) => dayStart(at, timeZone) === at;
  if (isMidnight(first) && isMidnight(end) && hasWholeHours(first, end, timeZone)) {
    const { starts } = dayStarts(first, end, bucketMinutes / DAY, timeZone, first);
    return { ...byHour({ starts, end }, { bucketMinutes }), relative: null, now };
  }
  const bucket = bucketMinutes * MINUTE;
  // An hour more is a change of clocks where the range was made, and no bucket of its own.
  const count = Math.max(1, Math.ceil((end - first - HOUR_MS) / bucket));
  const starts = Array.from({ length: count }, (_, index) => first + index * bucket);
  return { ...byHour({ starts, end }, { bucketMinutes }), relative: null, now };
}

/** The stretch of the same length just before. */
export function previousRange(range: TimeRange): TimeRange {
  const length = range.to.getTime() - range.from.getTime();
  const starts = range.starts?.map((at) => at - length) ?? null;
  return { ...range, from: new Date(range.from.getTime() - length), to: range.from, starts, relative: null };
}

/** The beginnings of all buckets, in ms since the epoch. */
export function bucketStarts(range: TimeRange): number[] {
  if (range.starts) return [...range.starts];
  const ms = range.bucketMinutes * MINUTE;
  const count = Math.ceil((range.to.getTime() - range.from.getTime()) / ms);
  return Array.from({ length: count }, (_, index) => range.from.getTime() + index * ms);
}
