import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSurelyAbove, isSurelyBelow, wilsonInterval } from '@/lib/alerts/wilson';

// Newcombe 1998 (Statistics in Medicine 17), table I, method 3: the score interval at 95%.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i lies in [%d, %d]', (k, n, lower, upper) => {
  const interval = wilsonInterval(k, n, 1.959964);
  expect(interval.lower).toBeCloseTo(lower, 4);
  expect(interval.upper).toBeCloseTo(upper, 4);
});

test('of nothing, every rate is possible', () => {
  expect(wilsonInterval(0, 0)).toEqual({ lower: 0, upper: 1 });
});

test('1 of 3 and 1 of 5 say nothing about a threshold of 5%', () => {
  expect(wilsonInterval(1, 3).lower).toBeLessThan(0.05);
  expect(wilsonInterval(1, 5).lower).toBeLessThan(0.05);
});

test('the interval holds the observed rate, stays within 0 and 1, and narrows as more is seen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.float({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const k = Math.floor(n * share);
      const { lower, upper } = wilsonInterval(k, n);
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      expect(lower).toBeLessThanOrEqual(k / n + 1e-12);
      expect(upper).toBeGreaterThanOrEqual(k / n - 1e-12);
      const more = wilsonInterval(k * 4, n * 4);
      expect(more.upper - more.lower).toBeLessThan(upper - lower);
    }),
  );
});

test('more complaints than deliveries count as all of them', () => {
  expect(wilsonInterval(7, 5)).toEqual(wilsonInterval(5, 5));
});

test('surely above or below a rate is what the interval says', () => {
  const counts = fc.integer({ min: 0, max: 5_000 });
  fc.assert(
    fc.property(counts, counts, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (k, n, rate) => {
      const { lower, upper } = wilsonInterval(k, n);
      // Where the bound is the rate itself, the last digit decides.
      if (Math.abs(lower - rate) > 1e-9) expect(isSurelyAbove(k, n, rate)).toBe(lower > rate);
      if (Math.abs(upper - rate) > 1e-9) expect(isSurelyBelow(k, n, rate)).toBe(upper < rate);
    }),
    { numRuns: 500 },
  );
});
