import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countedParts, rangeParts } from '@/lib/queries/range-parts';
import { readTimeRange } from '@/lib/queries/time-range';

const MINUTE = 60_000;
const NOW = new Date('2026-11-21T10:07:00Z');
const shown = (range: string, zone: string) =>
  rangeParts(readTimeRange({ range }, NOW, zone)).map(
    ({ from, to, rollupMinutes }) =>
      `${from.toISOString().slice(5, 16)} ${to.toISOString().slice(5, 16)} ${rollupMinutes}`,
  );

it('reads whole days by the day, and what is left at the ends by the hour', () => {
  expect(shown('30d', 'Asia/Kolkata')).toEqual([
    '10-22T07:00 10-23T00:00 60',
    '10-23T00:00 11-21T00:00 1440',
    '11-21T00:00 11-21T13:00 60',
  ]);
});

it('a last day that ends with the range is read by the hour', () => {
  const range = readTimeRange({ from: '2026-10-20T00:00Z', to: '2026-11-20T00:00Z' }, NOW);
  expect(rangeParts(range).at(-1)).toEqual({
    ...{ from: new Date('2026-11-19T00:00Z'), to: new Date('2026-11-20T00:00Z'), rollupMinutes: 60 },
  });
});

it('the parts lie next to each other, fill the range, and stand on the edges of their buckets', () => {
  const minutes = fc.integer({ min: 1, max: 500 * 1440 });
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Chatham');
  fc.assert(
    fc.property(minutes, minutes, zone, (length, back, timeZone) => {
      const to = NOW.getTime() - back * MINUTE;
      const asked = { from: new Date(to - length * MINUTE).toISOString(), to: new Date(to).toISOString() };
      const range = readTimeRange(asked, NOW, timeZone);
      const parts = rangeParts(range);
      expect(parts[0]?.from).toEqual(range.from);
      expect(parts.at(-1)?.to).toEqual(range.to);
      for (const [index, part] of parts.entries()) {
        if (index > 0) expect(part.from).toEqual(parts[index - 1]!.to);
        expect(part.from.getTime()).toBeLessThan(part.to.getTime());
        for (const edge of [part.from, part.to])
          expect(edge.getTime() % (part.rollupMinutes * MINUTE)).toBe(0);
      }
      // However long the range is: two days of hours, two hours of the narrowest, and days.
      const buckets = (width: number) =>
        parts
          .filter(({ rollupMinutes }) => rollupMinutes === width)
          .reduce((sum, part) => sum + (part.to.getTime() - part.from.getTime()) / (width * MINUTE), 0);
      if (range.rollupMinutes <= 60) expect(buckets(60)).toBeLessThanOrEqual(48);
      if (range.rollupMinutes <= 5) expect(buckets(5)).toBeLessThanOrEqual(24);
    }),
  );
});

it('totals take away what a day has beside the range, where that is less or yet to come', () => {
  const signed = (range: string, now = NOW) =>
    countedParts(readTimeRange({ range }, now, 'UTC')).map(
      ({ from, to, rollupMinutes, times }) =>
        `${from.toISOString().slice(5, 16)} ${to.toISOString().slice(5, 16)} ${rollupMinutes * times}`,
    );
  // Both ends are rounded to six hours, and 12:00 of today is yet to come.
  expect(signed('30d')).toEqual([
    '10-22T00:00 10-22T06:00 -60',
    '10-22T00:00 11-22T00:00 1440',
    '11-21T12:00 11-22T00:00 -60',
  ]);
});

it('totals count every bucket of the range once, and none beside it', () => {
  const minutes = fc.integer({ min: 1, max: 60 * 1440 });
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata');
  fc.assert(
    fc.property(minutes, minutes, zone, fc.boolean(), (length, back, timeZone, isMoving) => {
      const to = NOW.getTime() - back * MINUTE;
      const ends = { from: new Date(to - length * MINUTE).toISOString(), to: new Date(to).toISOString() };
      const range = readTimeRange(isMoving ? { range: `${length}m` } : ends, NOW, timeZone);
      const parts = countedParts(range);
      const counted = new Map<number, number>();
      for (const { from: start, to: end, times } of parts)
        for (let at = start.getTime(); at < end.getTime(); at += range.rollupMinutes * MINUTE)
          counted.set(at, (counted.get(at) ?? 0) + times);
      const once = [...counted].filter(([, times]) => times !== 0);
      expect(once.every(([, times]) => times === 1)).toBe(true);
      expect(Math.min(...once.map(([at]) => at))).toBe(range.from.getTime());
      expect(Math.max(...once.map(([at]) => at))).toBe(range.to.getTime() - range.rollupMinutes * MINUTE);
      expect(once).toHaveLength((range.to.getTime() - range.from.getTime()) / MINUTE / range.rollupMinutes);
      for (const { from, to, rollupMinutes } of parts)
        for (const edge of [from, to]) expect(edge.getTime() % (rollupMinutes * MINUTE)).toBe(0);
    }),
  );
});
