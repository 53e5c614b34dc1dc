import { describe, expect, it } from 'vitest';
import { drawnOf, linePath } from '@/app/_components/charts/line-marks';
import { ratePoints, readingAt } from '@/app/_components/charts/rate-points';
import type { RateSeries } from '@/app/_components/charts/time-series';
import { valueScale } from '@/app/_components/charts/value-scale';

const series = (...counts: ([number, number] | null)[]): RateSeries => ({
  ...{ id: 'all', label: 'All mail', colour: 'black' },
  numerators: counts.map((one) => one?.[0] ?? null),
  denominators: counts.map((one) => one?.[1] ?? null),
});

describe('what is drawn of a rate', () => {
  it('is a line through what tells something, and gaps where nothing is known', () => {
    expect(drawnOf(series([5, 100], [1, 100], null, [2, 100], [3, 100]))).toMatchObject({
      line: [0.05, 0.01, null, 0.02, 0.03],
      ...{ dots: [], few: [] },
    });
  });

  it('is a dot where no line leads to, also past rates of few', () => {
    expect(drawnOf(series([5, 100], null, [2, 100], [1, 2], null, [1, 50])).dots).toEqual([
      { index: 0, value: 0.05 },
      { index: 2, value: 0.02 },
      { index: 5, value: 0.02 },
    ]);
  });

  it('passes over rates of few, which stand beside the line', () => {
    const { line, dots, few } = drawnOf(series([5, 100], [1, 2], [1, 100]));
    expect(line).toEqual([0.05, 'passed', 0.01]);
    expect(dots).toEqual([]);
    expect(few).toEqual([{ index: 1, value: 0.5 }]);
    expect(linePath(line, valueScale(0.05, 'rate'))).toMatch(/^M0\.5 \d+h0L2\.5 \d+$/);
  });

  it('is what there is where all are rates of few', () => {
    expect(drawnOf(series([1, 4], [0, 3]))).toMatchObject({ line: [0.25, 0], few: [] });
  });
});

describe('a rate whose buckets divide by too little', () => {
  const joined = { ...series([10, 100], [0, 100], null, [20, 100], [0, 0], [10, 100]), joined: 2 };

  it('has one point for neighbouring ones, full groups at the end, and a gap where nothing is known', () => {
    expect(drawnOf(joined)).toMatchObject({ line: [0.05, 'passed', null, 0.2, 0.1, 'passed'] });
    expect(drawnOf({ ...joined, joined: 4 }).line).toEqual([0.05, 'passed', null, 'passed', 0.15, 'passed']);
  });

  it('counts every bucket in exactly one point, however many are joined', () => {
    for (const size of [1, 2, 3, 4, 6, 8]) {
      const points = new Set(ratePoints({ ...joined, joined: size }).filter((one) => one !== null));
      const sum = (of: 'numerator' | 'denominator') => [...points].reduce((all, one) => all + one[of], 0);
      expect([sum('numerator'), sum('denominator')]).toEqual([40, 400]);
    }
  });

  it('reads at each bucket as its point, and as nothing where nothing is known', () => {
    expect([0, 1, 2, 3, 4, 5].map((index) => readingAt(joined, index))).toEqual([
      ...[0.05, 0.05, null],
      ...[0.2, 0.1, 0.1],
    ]);
  });
});
