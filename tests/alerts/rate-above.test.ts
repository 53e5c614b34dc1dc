import { describe, expect, test } from 'vitest';
import type { Readings } from '@/lib/alerts/readings';
import type { Measurement } from '@/lib/alerts/rule';
import { rateAbove } from '@/lib/alerts/rules/rate-above';
import type { AlertCounts } from '@/lib/queries/alert-counts';
import { EMPTY_TALLY } from '@/lib/queries/tally';
import { noReadings } from './no-readings';

const NOW = Date.UTC(2026, 4, 4, 12);

/** What each window, by its minutes, saw of a series: hard bounces of finished recipients. */
type Seen = Record<number, [hardBounced: number, finished: number]>;

const countsOf = ([hardBounced, finished]: [number, number]): AlertCounts => ({
  ...EMPTY_TALLY,
  unknownUsers: 0,
  blocked: 0,
  hardBounced,
  bounced: hardBounced,
  delivered: finished - hardBounced,
});

async function measure(series: Record<string, Seen>, settings = {}): Promise<Measurement[]> {
  const readings: Readings = {
    ...noReadings(NOW),
    counts: async (_, windowsMinutes) =>
      Object.entries(series).map(([value, seen]) => ({
        series: `provider=${value}`,
        value,
        windows: windowsMinutes.flatMap((minutes) => {
          const window = seen[minutes];
          return window ? [{ minutes, at: NOW, counts: countsOf(window) }] : [];
        }),
      })),
  };
  const rule = rateAbove.open({
    rate: 'hard-bounce',
    groupBy: 'provider',
    threshold: 0.05,
    windowsMinutes: [60, 1440],
    minimumRecipients: 5,
    forMinutes: 5,
    keepFiringMinutes: 15,
    ...settings,
  });
  return [...(await rule.measure(readings))];
}

describe('one series', () => {
  test.each<[string, Seen, Measurement['condition'], [number, number]]>([
    ['nothing sent', { 60: [0, 0], 1440: [0, 0] }, 'no-data', [0, 0]],
    ['one of three is no emergency', { 60: [1, 3], 1440: [1, 3] }, 'unsure', [1, 3]],
    ['one of five is no emergency', { 60: [1, 5], 1440: [1, 5] }, 'unsure', [1, 5]],
    ['four of four are too few people', { 60: [4, 4], 1440: [4, 4] }, 'unsure', [4, 4]],
    ['five of five', { 60: [5, 5], 1440: [5, 5] }, 'true', [5, 5]],
    ['8 of 60 could be luck', { 60: [8, 60], 1440: [30, 1440] }, 'unsure', [8, 60]],
    ['9 of 60 could not', { 60: [9, 60], 1440: [30, 1440] }, 'true', [9, 60]],
    ['exactly the threshold is not above it', { 60: [50, 1000] }, 'unsure', [50, 1000]],
    ['a trickle shows in the day', { 60: [1, 6], 1440: [21, 144] }, 'true', [21, 144]],
    ['a quiet hour does not hide the day', { 60: [0, 6], 1440: [21, 144] }, 'true', [21, 144]],
    ['only the day saw anything', { 1440: [21, 144] }, 'true', [21, 144]],
    ['a busy, good hour overrules a bad day', { 60: [60, 6000], 1440: [9000, 100_000] }, 'false', [60, 6000]],
    ['all is well', { 60: [12, 600], 1440: [288, 14_400] }, 'false', [12, 600]],
    ['well as far as a few messages can tell', { 60: [0, 6], 1440: [2, 144] }, 'false', [2, 144]],
  ])('%s', async (_, seen, condition, [numerator, denominator]) => {
    const [measured] = await measure({ gmail: seen });
    if (condition === 'no-data') expect(measured?.condition ?? 'no-data').toBe('no-data');
    else expect(measured).toMatchObject({ series: 'provider=gmail', condition, numerator, denominator });
  });
});

test('each series stands for itself', async () => {
  const measured = await measure({ gmail: { 60: [90, 600] }, yahoo: { 60: [6, 600] } });
  expect(measured.map(({ series, condition }) => [series, condition])).toEqual([
    ['provider=gmail', 'true'],
    ['provider=yahoo', 'false'],
  ]);
});

test('overall is measured even when nothing was sent', async () => {
  const [measured] = await measure({}, { groupBy: 'overall' });
  expect(measured).toEqual({ series: '', at: NOW, condition: 'no-data', numerator: 0, denominator: 0 });
});

test('where too few people are behind the hour, the day is asked, and then nothing is sure', async () => {
  const [measured] = await measure({ gmail: { 60: [30, 60], 1440: [200, 1440] } });
  expect(measured?.onlyIf).toMatchObject({
    recipients: 5,
    behind: { of: 'hardBounced', group: 'provider', windowMinutes: 60, value: 'gmail' },
    otherwise: {
      numerator: 200,
      onlyIf: { behind: { windowMinutes: 1440 }, otherwise: { condition: 'unsure' } },
    },
  });
});

test('settings that make no sense are refused', () => {
  const settings = {
    rate: 'hard-bounce',
    groupBy: 'provider',
    threshold: 5,
    windowsMinutes: [60],
    minimumRecipients: 5,
    forMinutes: 5,
    keepFiringMinutes: 15,
  };
  expect(() => rateAbove.open(settings)).toThrow(/threshold/);
  expect(() => rateAbove.open({ ...settings, threshold: 0.05, groupBy: 'mood' })).toThrow(/groupBy/);
});
