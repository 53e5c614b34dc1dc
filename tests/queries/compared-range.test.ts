import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallTime } from '@/lib/mail/wall-clock';
import { COMPARISONS, comparedRange, crossesClockChange } from '@/lib/queries/compared-range';
import { bucketStarts, QUICK_RANGES, type RangeQuery, readTimeRange } from '@/lib/queries/time-range';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const iso = (at: Date) => at.toISOString().slice(0, 16);
const compared = (query: RangeQuery, kind: 'previous' | 'weekday', now: string, timeZone = 'UTC') => {
  const range = readTimeRange(query, new Date(now), timeZone);
  const other = comparedRange(range, kind, timeZone);
  return { range, other, ends: [iso(other.range.from), iso(other.range.to)] };
};

describe('comparedRange', () => {
  it.each([
    ['24h', 'previous', ['2026-11-19T07:10', '2026-11-20T07:20']],
    ['24h', 'weekday', ['2026-11-13T07:20', '2026-11-14T07:30']],
    ['7d', 'weekday', ['2026-11-07T07:00', '2026-11-14T08:00']],
    ['30d', 'weekday', ['2026-09-17T06:00', '2026-10-17T12:00']],
  ] as const)('of %s: %s', (range, kind, ends) => {
    expect(compared({ range }, kind, '2026-11-21T07:23:45Z').ends).toEqual(ends);
  });

  it('keeps a month apart from the one that it is compared with, however long the two are', () => {
    const february = compared({ range: 'last-month' }, 'previous', '2026-03-15T12:00:00Z', 'Europe/Berlin');
    expect(iso(february.range.from)).toBe('2026-01-31T23:00');
    expect(february.ends).toEqual(['2026-01-03T23:00', '2026-01-31T23:00']);
  });

  it('means the same hours of the day across a change of clocks', () => {
    // Berlin set its clocks back on 25 October: 09:00 there was 07:00 UTC before, 08:00 UTC since.
    const query = { from: '2026-10-28T08:00:00Z', to: '2026-10-28T11:00:00Z' };
    const { range, other, ends } = compared(query, 'weekday', '2026-11-21T07:00:00Z', 'Europe/Berlin');
    expect(ends).toEqual(['2026-10-21T07:00', '2026-10-21T10:00']);
    expect(other.shift).toBe(7 * 24 * HOUR + HOUR);
    expect(crossesClockChange(range, other, 'Europe/Berlin')).toBe(true);
    expect(compared(query, 'weekday', '2026-11-21T07:00:00Z', 'UTC').ends[0]).toBe('2026-10-21T08:00');
  });

  it('counts as much of it as has passed of the range itself', () => {
    const { other } = compared({ range: 'today' }, 'weekday', '2026-11-21T07:23:45Z');
    expect(other.until.toISOString()).toBe('2026-11-14T07:25:00.000Z');
    const whole = compared({ range: 'yesterday' }, 'weekday', '2026-11-21T07:23:45Z');
    expect(whole.other.until).toEqual(whole.other.range.to);
  });

  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  ];
  const ids = [
    ...QUICK_RANGES.map(({ id }) => id),
    'today',
    'yesterday',
    'last-week',
    'this-month',
    'last-month',
  ];

  it('has as many buckets on the rollups’ edges, lies before, and is of the same hour where an hour can be told', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        fc.constantFrom(...ids),
        fc.constantFrom(...COMPARISONS),
        (now, timeZone, id, kind) => {
          const range = readTimeRange({ range: id }, now, timeZone);
          const other = comparedRange(range, kind, timeZone);
          expect(bucketStarts(other.range)).toHaveLength(bucketStarts(range).length);
          const shared = kind === 'previous' ? 0 : range.bucketMinutes * MINUTE + HOUR;
          expect(other.range.to.getTime()).toBeLessThanOrEqual(range.from.getTime() + shared);
          expect(other.range.from.getTime() % (range.rollupMinutes * MINUTE)).toBe(0);
          expect(other.until.getTime()).toBeLessThanOrEqual(other.range.to.getTime());
          expect(other.until.getTime()).toBeGreaterThan(other.range.from.getTime());
          if (kind !== 'weekday' || range.rollupMinutes > 5) return;
          const [one, two] = [range, other.range].map(({ from }) => wallTime(from.getTime(), timeZone));
          expect(((one ?? 0) - (two ?? 0)) % (7 * 24 * HOUR)).toBe(0);
        },
      ),
      { numRuns: 300, examples: [[new Date('2020-01-01'), 'Asia/Kathmandu', '13mo', 'previous']] },
    );
  });
});
