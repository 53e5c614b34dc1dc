import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChartMark, markClusters } from '@/app/_components/charts/chart-mark';
import { fromLocalInput, toLocalInput } from '@/app/_components/format/local-input';

const mark = (at: number, until: number | null = null): ChartMark => ({
  ...{ id: `${at}`, kind: 'annotation', at, until, name: 'Deployment', text: 'x', by: null, href: null },
});
const places = (marks: ChartMark[]) =>
  markClusters(marks, 0, 1000).map(({ place, marks: within }) => [place, within.length]);

describe('flags of a chart', () => {
  test('stand where it happened, from left to right', () => {
    expect(places([mark(900), mark(100)])).toEqual([
      [0.1, 1],
      [0.9, 1],
    ]);
  });
  test('are one where they are too close to be hit', () => {
    expect(places([mark(100), mark(110), mark(200)])).toEqual([
      [0.1, 2],
      [0.2, 1],
    ]);
  });
  test('stand at the left edge for what began before, and lasts', () => {
    expect(places([mark(-50, 10)])).toEqual([[0, 1]]);
  });
  test('leave out what is not within', () => {
    expect(places([mark(-50), mark(-50, -10), mark(1000), mark(2000, 3000)])).toEqual([]);
  });
});

describe('times as a form holds them', () => {
  test.each([
    ['2026-11-21T14:05', 'UTC', '2026-11-21T14:05:00.000Z'],
    ['2026-11-21T14:05', 'Asia/Kolkata', '2026-11-21T08:35:00.000Z'],
    ['2026-07-01T00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    // Set back at 3:00: the hour from 2:00 comes twice, and the first is meant.
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    // Set forward at 2:00: there is no 2:30, and clocks show 3:30.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, instant) => {
    expect(fromLocalInput(text, zone)?.toISOString()).toBe(instant);
  });
  test.each(['', 'soon', '2026-13-45T99:99', '21.11.2026'])('%j is no time', (text) => {
    expect(fromLocalInput(text, 'UTC')).toBeNull();
  });
  test('what is written is read as the same, but for the hour that comes twice', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Apia',
    );
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const text = toLocalInput(minute * 60_000, zone);
        const read = fromLocalInput(text, zone);
        expect(read && toLocalInput(read, zone)).toBe(text);
        expect(minute * 60_000 - Number(read)).toBeOneOf([0, 3_600_000]);
      }),
    );
  });
});
