import { describe, expect, test } from 'vitest';
import type { Readings, Sighting } from '@/lib/alerts/readings';
import { ruleKindOf } from '@/lib/alerts/rules';
import type { SourceHealth } from '@/lib/queries/alert-sources';
import { EMPTY_TALLY } from '@/lib/queries/tally';
import { noReadings } from './no-readings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 4, 4, 12);
const AT_ONCE = { forMinutes: 0, keepFiringMinutes: 0 };

async function measure(kind: string, settings: object, seen: Partial<Readings>) {
  const rule = ruleKindOf(kind).open({ ...AT_ONCE, ...settings });
  const measured = [...(await rule.measure({ ...noReadings(NOW), ...seen }))];
  return measured.map(
    ({ series, condition, numerator, denominator }) => `${series} ${condition} ${numerator}/${denominator}`,
  );
}

/** Hours ago, unless it says otherwise. */
const sighting = (
  code: string,
  {
    first,
    known = 400,
    recent = 9,
    domain = 'news.example.com',
  }: {
    first: number;
    known?: number;
    recent?: number;
    domain?: string;
  },
): Sighting => ({
  series: `provider=gmail,sending-domain=${domain},code=${code}`,
  provider: 'gmail',
  sendingDomain: domain,
  code,
  firstAt: NOW - first * HOUR,
  knownSince: NOW - known * HOUR,
  recent,
  recentAttempts: 100,
});

describe('an enforcement code appears', () => {
  const settings = { unseenDays: 14, minimumEvents: 2 };
  test.each<[string, Sighting, string]>([
    ['an hour ago', sighting('4.7.26', { first: 1 }), 'true 9/100'],
    ['a day ago is old news', sighting('4.7.26', { first: 24 }), 'false 9/100'],
    ['once is too little for this rule', sighting('4.7.26', { first: 1, recent: 1 }), 'false 1/100'],
    ['in the first log of all, everything is new', sighting('4.7.26', { first: 1, known: 1 }), 'false 9/100'],
    ['mail known for a day without it', sighting('4.7.26', { first: 1, known: 25 }), 'true 9/100'],
  ])('%s', async (_, seen, expected) => {
    const measured = await measure('first-sighting', settings, { sightings: async () => [seen] });
    expect(measured).toEqual([`provider=gmail,sending-domain=news.example.com,code=4.7.26 ${expected}`]);
  });
});

describe('a deferral that becomes a rejection', () => {
  const escalates = (stage: string, seen: Sighting[]) =>
    measure('escalation', { stage, withinDays: 30, minimumEvents: 5 }, { sightings: async () => seen });
  const series = (code: string) => `provider=gmail,sending-domain=news.example.com,code=${code}`;

  test('it is deferred', async () => {
    const seen = [
      sighting('4.7.26', { first: 200 }),
      sighting('4.2.1', { first: 3 }),
      sighting('5.7.1', { first: 3 }),
    ];
    expect(await escalates('deferred', seen)).toEqual([`${series('4.7.26')} true 9/100`]);
  });

  test('it is rejected after it was deferred', async () => {
    const seen = [sighting('4.7.26', { first: 200, recent: 0 }), sighting('5.7.26', { first: 3 })];
    expect(await escalates('rejected', seen)).toEqual([`${series('5.7.26')} true 9/100`]);
  });

  test('not where nothing was deferred, or only later, or for another domain', async () => {
    const rejected = sighting('5.7.26', { first: 3 });
    for (const other of [
      sighting('4.7.30', { first: 200 }),
      sighting('4.7.26', { first: 1 }),
      sighting('4.7.26', { first: 200, domain: 'shop.example.com' }),
    ]) {
      expect(await escalates('rejected', [rejected, other])).toEqual([`${series('5.7.26')} false 9/100`]);
    }
  });

  test.each([
    [100, 'true'],
    [99, 'false'],
  ])('the odd message is none: %i of 10000 are %s', async (recent, expected) => {
    const seen = { ...sighting('4.7.28', { first: 200, recent }), recentAttempts: 10_000 };
    expect(await escalates('deferred', [seen])).toEqual([`${series('4.7.28')} ${expected} ${recent}/10000`]);
  });

  test('what is no longer refused is over', async () => {
    expect(await escalates('deferred', [sighting('4.7.26', { first: 200, recent: 4 })])).toEqual([
      `${series('4.7.26')} false 4/100`,
    ]);
  });
});

describe('sources', () => {
  const source = (health: Partial<SourceHealth>): Partial<Readings> => ({
    sources: async () => [
      { name: 'mx1', watermarkAt: NOW, usualGapMinutes: 5, records: 0, unparsed: 0, ...health },
    ],
  });
  const silent = (minutes: number, usualGapMinutes: number) =>
    measure(
      'source-silent',
      { minimumMinutes: 60, usualGaps: 2 },
      source({ watermarkAt: NOW - minutes * MINUTE, usualGapMinutes }),
    );

  test.each([
    [0, 5, 'false 0/60'],
    [60, 5, 'false 60/60'],
    [61, 5, 'true 61/60'],
    [700, 480, 'false 700/960'],
    [961, 480, 'true 961/960'],
  ])('silent for %i minutes, when pauses of %i are usual', async (minutes, usual, expected) => {
    expect(await silent(minutes, usual)).toEqual([`source=mx1 ${expected}`]);
  });

  test('a clock that runs ahead is not silence', async () => {
    expect(await silent(-30, 5)).toEqual(['source=mx1 false 0/60']);
  });

  test.each([
    [0, 0, 'no-data 0/0'],
    [99, 99, 'false 99/99'],
    [100, 50, 'true 50/100'],
    [100, 49, 'false 49/100'],
  ])('of %i records %i unparsed', async (records, unparsed, expected) => {
    const settings = { threshold: 0.5, minimumRecords: 100 };
    expect(await measure('source-unparsed', settings, source({ records, unparsed }))).toEqual([
      `source=mx1 ${expected}`,
    ]);
  });
});

describe('a code is answered far more often than usual', () => {
  const settings = { groupBy: 'provider', windowMinutes: 60, factor: 2, floor: 20 };
  const history = (count: number): Partial<Readings> => ({
    codeHistory: async () => [
      {
        value: 'gmail',
        at: NOW,
        attempts: [3000, 3000, 3000, 3000, 3000, 0],
        codes: new Map([
          ['4.7.28', { series: 'provider=gmail,code=4.7.28', events: [count, 30, 28, 33, 31, 0] }],
        ]),
      },
    ],
  });

  test.each([
    [31, 'false 31/3000'],
    [300, 'true 300/3000'],
  ])('%i of 3000, when it is 30 as a rule', async (count, expected) => {
    expect(await measure('spike', settings, history(count))).toEqual([
      `provider=gmail,code=4.7.28 ${expected}`,
    ]);
  });
});

describe('a code is answered often', () => {
  const codes = [
    { value: 'gmail', statusCode: '5.7.26', replyCode: 550, events: 30 },
    { value: 'gmail', statusCode: '4.7.26', replyCode: 421, events: 12 },
    { value: 'gmail', statusCode: '5.7.27', replyCode: 550, events: 8 },
    { value: 'gmail', statusCode: null, replyCode: 554, events: 4 },
  ];
  const counts = { ...EMPTY_TALLY, unknownUsers: 0, blocked: 0, bounced: 54, delivered: 46 };
  const windows = [{ minutes: 60, at: NOW, counts }];
  const seen: Partial<Readings> = {
    codes: async () => codes,
    counts: async () => [
      { series: 'provider=gmail', value: 'gmail', windows },
      { series: 'provider=yahoo', value: 'yahoo', windows },
    ],
  };
  const answered = (code: string, count: number) =>
    measure('code-count', { code, groupBy: 'provider', count, windowMinutes: 60 }, seen);

  test.each([
    ['5.7.26', 30, 'true 30/100'],
    ['5.7.26', 31, 'false 30/100'],
    ['X.7.26', 42, 'true 42/100'],
    ['5.7.20-29', 38, 'true 38/100'],
    ['421', 12, 'true 12/100'],
    ['554', 5, 'false 4/100'],
  ])('%s, %i times', async (code, count, expected) => {
    expect(await answered(code, count)).toEqual([`provider=gmail ${expected}`, 'provider=yahoo false 0/100']);
  });

  test('a code that is none is refused', async () => {
    await expect(answered('5.7', 1)).rejects.toThrow('a code such as');
  });
});

describe('what came in waits to be read', () => {
  test.each([
    [null, 'false 0/15'],
    [NOW - 14 * MINUTE, 'false 14/15'],
    [NOW - 15 * MINUTE, 'true 15/15'],
    [NOW + MINUTE, 'false 0/15'],
  ])('the oldest since %s', async (oldestAt, expected) => {
    const backlogs = async () => [{ name: 'push', batches: oldestAt === null ? 0 : 3, oldestAt }];
    expect(await measure('backlog', { minimumMinutes: 15 }, { backlogs })).toEqual([
      `source=push ${expected}`,
    ]);
  });
});
