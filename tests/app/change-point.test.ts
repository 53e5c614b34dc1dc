import { describe, expect, it } from 'vitest';
import { findStepUp } from '@/app/_findings/change-point';

const repeat = (value: number, times: number): number[] => new Array<number>(times).fill(value);

describe('findStepUp', () => {
  it('finds the bucket in which a rate rose, and from what to what', () => {
    const step = findStepUp([...repeat(1, 30), ...repeat(40, 6)], repeat(400, 36));
    expect(step).toEqual({ index: 30, before: 1 / 400, after: 0.1, numerator: 240, denominator: 2400 });
  });

  it('finds a rise from nothing', () => {
    expect(findStepUp([...repeat(0, 10), 30, 28], repeat(100, 12))).toMatchObject({ index: 10, before: 0 });
  });

  it('is not moved by volume: twice the mail brings twice the refusals', () => {
    expect(
      findStepUp([...repeat(5, 10), ...repeat(50, 10)], [...repeat(100, 10), ...repeat(1000, 10)]),
    ).toBeNull();
  });

  it('keeps silent about a handful of refusals', () => {
    expect(findStepUp([0, 0, 0, 4], repeat(10, 4))).toBeNull();
  });

  it('keeps silent about what has ended', () => {
    expect(findStepUp([...repeat(40, 5), ...repeat(0, 20)], repeat(400, 25))).toBeNull();
  });

  it('passes over buckets without attempts', () => {
    const attempts = [...repeat(200, 8), ...repeat(0, 4), ...repeat(200, 4)];
    const events = [...repeat(1, 8), ...repeat(0, 4), ...repeat(30, 4)];
    expect(findStepUp(events, attempts)?.after).toBeCloseTo(0.15);
  });
});
