import { describe, expect, it } from 'vitest';
import type { TimeAxis } from '@/app/_components/charts/time-series';
import { rateAxis } from '@/app/_panels/rate-axis';
import { rateSeries } from '@/app/_panels/rate-series';
import { bounceRate } from '@/lib/queries/rates';
import { EMPTY_TALLY } from '@/lib/queries/tally';

const MINUTE = 60_000;
const axis: TimeAxis = {
  starts: Array.from({ length: 12 }, (_, index) => index * 10 * MINUTE),
  end: 120 * MINUTE,
  bucketMinutes: 10,
  timeZone: 'UTC',
  unfinished: 11,
  silences: [{ first: 3, last: 8 }],
  missing: [{ first: 0, last: 2, sources: ['mx2'] }],
};

describe('rateAxis', () => {
  it('leaves wide enough buckets as they are', () => {
    expect(rateAxis(axis, 6 * 40)).toBe(axis);
  });

  it('joins buckets until an average one holds enough', () => {
    const wide = rateAxis(axis, 6 * 20);
    expect(wide.bucketMinutes).toBe(20);
    expect(wide.starts).toHaveLength(6);
    expect(wide.unfinished).toBeNull();
    expect(wide.silences).toEqual([{ first: 2, last: 3 }]);
  });

  it('has a full bucket at the end, where what does not divide is missing at the beginning', () => {
    const wide = rateAxis(axis, 6 * 6);
    expect(wide.bucketMinutes).toBe(80);
    expect(wide.starts).toEqual([-40 * MINUTE, 40 * MINUTE]);
    expect(rateAxis({ ...axis, unfinished: 3 }, 6 * 20).unfinished).toBe(1);
  });

  it('loses no count when it joins', () => {
    const tallies = new Map(
      [0, 1, 2, 9, 10, 11].map((index) => [
        index * 10 * MINUTE,
        { ...EMPTY_TALLY, delivered: 9, bounced: 1 },
      ]),
    );
    const series = rateSeries(rateAxis(axis, 6 * 20), tallies, bounceRate, {
      id: 'a',
      label: 'a',
      colour: 'red',
    });
    expect(series.numerators).toEqual([2, 1, null, null, 1, 2]);
    expect(series.denominators).toEqual([20, 10, null, null, 10, 20]);
  });
});
