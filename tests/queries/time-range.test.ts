import { describe, expect, it } from 'vitest';
import { dayStart } from '@/lib/mail/wall-clock';
import { earlier, later, pinned, wider } from '@/lib/queries/range-steps';
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
    { range: 'tomorrow' },
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

describe('calendar ranges', () => {
  it.each([
    ['today', 'UTC', '2026-11-21T00:00', '2026-11-21T07:25'],
    ['yesterday', 'UTC', '2026-11-20T00:00', '2026-11-21T00:00'],
    ['yesterday', 'Asia/Kolkata', '2026-11-19T18:30', '2026-11-20T18:30'],
    ['last-week', 'America/New_York', '2026-11-09T05:00', '2026-11-16T05:00'],
    ['this-week', 'UTC', '2026-11-16T00:00', '2026-11-21T08:00'],
    ['last-month', 'Europe/Berlin', '2026-09-30T22:00', '2026-11-01T04:00'],
  ])('%s in %s', (id, timeZone, from, to) => {
    const range = readTimeRange({ range: id }, now, timeZone);
    expect([range.from, range.to].map((at) => at.toISOString().slice(0, 16))).toEqual([from, to]);
    expect(range.relative).toBe(id);
  });

  it('of no length yet are of one bucket', () => {
    const midnight = new Date('2026-11-21T00:00:00Z');
    expect(bucketStarts(readTimeRange({ range: 'today' }, midnight))).toEqual([midnight.getTime()]);
  });
});

describe('days', () => {
  const hoursOf = (starts: readonly number[]) =>
    starts.slice(1).map((start, index) => (start - (starts[index] ?? 0)) / 3_600_000);

  it('are those of the zone, and have 23 or 25 hours where its clocks are changed', () => {
    const range = readTimeRange({ range: '8mo' }, now, 'Europe/Berlin');
    expect(range).toMatchObject({ bucketMinutes: 2880, rollupMinutes: 60 });
    const starts = bucketStarts(range);
    expect(starts.every((start) => dayStart(start, 'Europe/Berlin') === start)).toBe(true);
    expect(starts[0]).toBe(range.from.getTime());
    expect(hoursOf(starts).filter((hours) => hours !== 48)).toEqual([47, 49]);
  });

  it.each(['UTC', 'Atlantic/Reykjavik'])('of %s are read as they are counted', (zone) => {
    expect(readTimeRange({ range: '8mo' }, now, zone)).toMatchObject({ rollupMinutes: 1440 });
  });

  it.each([
    ['Asia/Kolkata', 30],
    ['Asia/Kathmandu', 15],
  ])('of %s begin with the hour of UTC that holds its midnight, and reach as far as now', (zone, early) => {
    for (let hour = 0; hour < 24; hour++) {
      const moment = new Date(now.getTime() + hour * 3_600_000);
      const range = readTimeRange({ range: '8mo' }, moment, zone);
      expect(range).toMatchObject({ bucketMinutes: 2880, rollupMinutes: 60 });
      for (const start of bucketStarts(range)) {
        expect(start % 3_600_000).toBe(0);
        expect(dayStart(start + early * 60_000, zone) - start).toBe(early * 60_000);
      }
      expect(range.to.getTime()).toBeGreaterThanOrEqual(moment.getTime());
    }
  });

  it('are those of UTC for hours that are kept for less', () => {
    const range = readTimeRange({ range: '8mo' }, now, 'Europe/Berlin', 200);
    expect(range.rollupMinutes).toBe(1440);
    expect(range.from.getTime() % 86_400_000).toBe(0);
  });

  it('stay where they are while the range moves on, however long the days of a bucket are', () => {
    const starts = (hours: number) =>
      bucketStarts(
        readTimeRange({ range: '13mo' }, new Date(now.getTime() + hours * 3_600_000), 'America/New_York'),
      );
    const known = new Set(starts(0));
    for (const hours of [1, 20, 48, 400])
      expect(
        starts(hours).filter((start) => start <= now.getTime() - 86_400_000 * 2 && !known.has(start)),
      ).toEqual([]);
  });
});

describe('a link with fixed times', () => {
  const zones = ['UTC', 'Asia/Kolkata', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'];
  const ids = [...QUICK_RANGES.map(({ id }) => id), '4mo', 'yesterday', 'last-week', 'last-month'];

  it.each(zones.flatMap((zone) => ids.map((id) => [id, zone])))(
    'of %s in %s is the same everywhere',
    (id, zone) => {
      const range = readTimeRange({ range: id }, now, zone);
      const { from, to } = pinned(range);
      for (const other of zones) {
        const opened = readTimeRange(
          { from: from ?? '', to: to ?? '' },
          new Date('2027-03-01T01:23:45Z'),
          other,
        );
        expect([opened.from, opened.to, opened.bucketMinutes]).toEqual([
          range.from,
          range.to,
          range.bucketMinutes,
        ]);
      }
    },
  );
});

describe('steps from a range to another', () => {
  const fixedRange = (from: string, to: string) => readTimeRange({ from, to }, now);
  const past = fixedRange('2026-11-10T00:00:00Z', '2026-11-10T04:00:00Z');

  it('shift by half of it', () => {
    expect(earlier(past)).toMatchObject({ from: '2026-11-09T22:00:00.000Z', to: '2026-11-10T02:00:00.000Z' });
    expect(later(past)).toMatchObject({ from: '2026-11-10T02:00:00.000Z', to: '2026-11-10T06:00:00.000Z' });
  });

  it('never go beyond the present', () => {
    const recent = fixedRange('2026-11-21T03:00:00Z', '2026-11-21T07:00:00Z');
    expect(later(recent)).toMatchObject({ from: '2026-11-21T03:25:00.000Z', to: '2026-11-21T07:25:00.000Z' });
    expect(later(readTimeRange({ range: '6h' }, now))).toBeNull();
    expect(wider(recent)).toMatchObject({ to: '2026-11-21T07:25:00.000Z', from: '2026-11-20T23:25:00.000Z' });
  });

  it('double what moves, and it goes on moving', () => {
    expect(wider(readTimeRange({ range: '6h' }, now))?.range).toBe('12h');
    expect(wider(readTimeRange({ range: '15m' }, now))?.range).toBe('30m');
    expect(wider(readTimeRange({ range: '30d' }, now))?.range).toBe('60d');
    expect(wider(readTimeRange({ range: '7y' }, now))).toBeNull();
    expect(wider(past)).toMatchObject({ from: '2026-11-09T22:00:00.000Z', to: '2026-11-10T06:00:00.000Z' });
  });
});
