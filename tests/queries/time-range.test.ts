import { describe, expect, it } from 'vitest';
import { bucketStarts, previousRange, QUICK_RANGES, readTimeRange } from '@/lib/queries/time-range';

const now = new Date('2026-11-21T07:23:45Z');

describe('readTimeRange', () => {
  it('ends a relative range now, in whole buckets', () => {
    const range = readTimeRange({ range: '24h' }, now);
    expect(range).toMatchObject({ bucketMinutes: 10, rollupMinutes: 5, relative: '24h' });
    expect(range.from.toISOString()).toBe('2026-11-20T07:20:00.000Z');
    expect(range.to.toISOString()).toBe('2026-11-21T07:30:00.000Z');
  });

  it.each([...QUICK_RANGES.map(({ id }) => id), '36h', '10y', '1m'])(
    'keeps %s within 200 buckets of a width its rollup divides',
    (id) => {
      const range = readTimeRange({ range: id }, now);
      expect(range.relative).toBe(id);
      expect(bucketStarts(range).length).toBeLessThanOrEqual(201);
      expect(range.bucketMinutes % range.rollupMinutes).toBe(0);
      expect(range.from.getTime() % (range.rollupMinutes * 60_000)).toBe(0);
    },
  );

  it('takes fixed ends', () => {
    const range = readTimeRange({ from: '2026-11-01T00:00:00Z', to: '2026-11-01T01:02:00Z' }, now);
    expect(range).toMatchObject({ relative: null, bucketMinutes: 5, to: new Date('2026-11-01T01:05:00Z') });
  });

  it.each([
    { range: 'yesterday' },
    { range: '99999y' },
    { range: '0h' },
    { from: 'x', to: 'y' },
    { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' },
  ])('answers %o with the default', (query) => {
    expect(readTimeRange(query, now).relative).toBe('24h');
  });

  it('compares with the stretch of the same length before', () => {
    const range = readTimeRange({ range: '1h' }, now);
    const before = previousRange(range);
    expect(before.to).toEqual(range.from);
    expect(bucketStarts(before)).toHaveLength(bucketStarts(range).length);
  });
});
