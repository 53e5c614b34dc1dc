/** The stretch of time a page shows, cut into buckets. All of it is whole buckets, so that totals agree with charts. */
export interface TimeRange {
  from: Date;
  /** Exclusive. */
  to: Date;
  bucketMinutes: number;
  /** Width of the rollup that is read: it divides `bucketMinutes`. */
  rollupMinutes: number;
  /** `7d` where the range ends now, `null` where both ends are fixed. */
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

/** What the URL asks for; what it does not say, or says wrongly, is the default range. */
export function readTimeRange(query: RangeQuery, now: Date): TimeRange {
  const from = Date.parse(query.from ?? '');
  const to = Date.parse(query.to ?? '');
  if (from < to && to - from <= MAX_MINUTES * 60_000) return wholeBuckets(from, to, null, now);
  const asked = query.range ?? DEFAULT_RANGE;
  const relative = relativeMinutes(asked) === null ? DEFAULT_RANGE : asked;
  const minutes = relativeMinutes(relative) ?? 1440;
  return wholeBuckets(now.getTime() - minutes * 60_000, now.getTime(), relative, now);
}

function relativeMinutes(range: string): number | null {
  const [, count, unit = ''] = /^([1-9]\d{0,5})(m|h|d|w|mo|y)$/.exec(range) ?? [];
  const minutes = Number(count) * (UNIT_MINUTES[unit] ?? Number.NaN);
  return minutes <= MAX_MINUTES ? minutes : null;
}

function wholeBuckets(from: number, to: number, relative: string | null, now: Date): TimeRange {
  // One more than fits in the span, since neither end needs to fall on a bucket's edge.
  const fits = WIDTHS.find((width) => (to - from) / 60_000 / width.bucketMinutes + 1 <= MAX_BUCKETS);
  const width = fits ?? WIDTHS[WIDTHS.length - 1]!;
  const ms = width.bucketMinutes * 60_000;
  return {
    from: new Date(Math.floor(from / ms) * ms),
    to: new Date(Math.ceil(to / ms) * ms),
    ...width,
    relative,
    now,
  };
}

/** The stretch of the same length just before. */
export function previousRange(range: TimeRange): TimeRange {
  const length = range.to.getTime() - range.from.getTime();
  return { ...range, from: new Date(range.from.getTime() - length), to: range.from, relative: null };
}

/** The beginnings of all buckets, in ms since the epoch. */
export function bucketStarts(range: TimeRange): number[] {
  const ms = range.bucketMinutes * 60_000;
  const count = (range.to.getTime() - range.from.getTime()) / ms;
  return Array.from({ length: count }, (_, index) => range.from.getTime() + index * ms);
}
