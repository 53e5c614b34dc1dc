import { describe, expect, it } from 'vitest';
import { drawnOf, linePath } from '@/app/_components/charts/line-marks';
import type { RateSeries } from '@/app/_components/charts/time-series';
import { valueScale } from '@/app/_components/charts/value-scale';

const series = (...counts: ([number, number] | null)[]): RateSeries => ({
  ...{ id: 'all', label: 'All mail', colour: 'black' },
  numerators: counts.map((one) => one?.[0] ?? null),
  denominators: counts.map((one) => one?.[1] ?? null),
});

describe('what is drawn of a rate', () => {
  it('is a line through what tells something, and gaps where nothing is known', () => {
    expect(drawnOf(series([5, 100], [1, 100], null, [2, 100], [3, 100]))).toEqual({
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
    expect(line).toEqual([0.05, 'few', 0.01]);
    expect(dots).toEqual([]);
    expect(few).toEqual([{ index: 1, value: 0.5 }]);
    expect(linePath(line, valueScale(0.05, 'rate'))).toMatch(/^M0\.5 \d+h0L2\.5 \d+$/);
  });

  it('is what there is where all are rates of few', () => {
    expect(drawnOf(series([1, 4], [0, 3]))).toMatchObject({ line: [0.25, 0], few: [] });
  });
});
