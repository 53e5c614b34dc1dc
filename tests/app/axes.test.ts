import { describe, expect, it } from 'vitest';
import { tickLabel, timeTicks } from '@/app/_components/charts/time-ticks';
import { valueScale } from '@/app/_components/charts/value-scale';
import { alongAxis, type Coverage, timeAxis } from '@/app/_panels/time-axis';
import { readTimeRange } from '@/lib/queries/time-range';

describe('valueScale', () => {
  it.each([
    [0, 'count', ['0', '1']],
    [3, 'count', ['0', '1', '2', '3']],
    [680, 'count', ['0', '200', '400', '600', '800']],
    [12_000, 'count', ['0', '5k', '10k', '15k']],
    [0, 'rate', ['0%', '0.25%']],
    [0.119, 'rate', ['0%', '5%', '10%', '15%']],
    [1, 'rate', ['0%', '25%', '50%', '75%', '100%']],
  ] as const)('reaches over %d %s in round steps', (most, unit, labels) => {
    const scale = valueScale(most, unit);
    expect(scale.ticks.map(({ label }) => label)).toEqual(labels);
    expect(scale.top).toBeGreaterThanOrEqual(most);
  });
});

describe('timeTicks', () => {
  const from = Date.parse('2026-11-20T10:20:00Z');

  it('are round in the zone’s own clock', () => {
    const ticks = timeTicks(from, from + 24 * 3_600_000, 'Asia/Kolkata', 10);
    // 18:00 in Kolkata is 12:30 UTC.
    expect(new Date(ticks[0] ?? 0).toISOString()).toBe('2026-11-20T12:30:00.000Z');
    expect(ticks.length).toBeLessThanOrEqual(10);
  });

  it('stay at the same hour when the clocks are changed', () => {
    const start = Date.parse('2026-10-23T00:00:00Z');
    const ticks = timeTicks(start, start + 5 * 24 * 3_600_000, 'Europe/Berlin', 10);
    expect(ticks.map((at) => tickLabel(at, 'Europe/Berlin'))).toEqual([
      ...['12:00', '24 Oct', '12:00', '25 Oct', '12:00', '26 Oct', '12:00', '27 Oct', '12:00', '28 Oct'],
    ]);
  });

  it.each([1 / 4, 24, 24 * 7, 24 * 395, 24 * 3650])('are few over %d hours', (hours) => {
    expect(timeTicks(from, from + hours * 3_600_000, 'UTC', 10).length).toBeLessThanOrEqual(11);
  });
});

const heardAt = (heard: Iterable<number>): Coverage => ({
  heard: new Set(heard),
  sources: [],
  quiet: new Set(),
});

describe('timeAxis', () => {
  const now = new Date('2026-11-20T12:02:00Z');
  const range = readTimeRange({ range: '1h' }, now);
  const starts = timeAxis(range, heardAt([]), 'UTC').starts;

  it('marks the bucket that is not over', () => {
    expect(timeAxis(range, heardAt(starts), 'UTC')).toMatchObject({
      unfinished: starts.length - 1,
      silences: [],
    });
  });

  it('tells a silent source from a quiet moment', () => {
    const quiet = heardAt(starts.filter((_, index) => index !== 2));
    expect(timeAxis(range, quiet, 'UTC').silences).toEqual([]);
    const silent = heardAt(starts.filter((_, index) => index < 2 || index > 8));
    const axis = timeAxis(range, silent, 'UTC');
    expect(axis.silences).toEqual([{ first: 2, last: 8 }]);
    expect(alongAxis(axis, () => 0).filter((value) => value === null)).toHaveLength(7);
  });

  it('ends a silence where the present begins', () => {
    const axis = timeAxis(range, heardAt(starts.slice(0, 4)), 'UTC');
    expect(axis.silences).toEqual([{ first: 4, last: starts.length - 2 }]);
  });
});
