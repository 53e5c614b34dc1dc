import { afterAll, beforeAll, expect, it } from 'vitest';
import { failureCodes } from '@/lib/queries/failure-codes';
import { everything, type Scope } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

const NOW = new Date('2026-11-20T10:30:00Z');
const all = everything(readTimeRange({ range: '30d' }, NOW));

/** The hours in which each code is sent. */
const GIVEN = {
  '5.1.1': ['2026-10-21T23:00Z', '2026-11-01T03:00Z', '2026-11-20T09:00Z'],
  '5.2.2': ['2026-11-02T14:00Z', '2026-11-02T21:00Z', '2026-11-09T05:00Z', '2026-11-09T22:00Z'],
  '5.4.4': ['2026-11-05T13:00Z'],
  '5.7.26': ['2026-11-02T08:00Z', '2026-11-20T10:00Z'],
};

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  for (const [statusCode, hours] of Object.entries(GIVEN))
    for (const [i, hour] of hours.entries()) {
      const labels = { provider: i % 2 === 0 ? 'gmail' : 'yahoo', replyCode: 550, statusCode };
      await send(store.db, { from: new Date(hour), minutes: 5, events: 2, outcome: 'bounced', labels });
    }
});
afterAll(() => store.close());

const edges = async (scope: Scope) =>
  (await failureCodes(store.db, scope))
    .map(({ statusCode, provider, events, firstAt, lastAt }) =>
      [
        statusCode,
        provider,
        events,
        ...[firstAt, lastAt].map((at) => new Date(at).toISOString().slice(0, 13)),
      ].join(' '),
    )
    .sort();

const OF_GMAIL = [
  '5.1.1 gmail 4 2026-10-21T23 2026-11-20T09',
  '5.2.2 gmail 4 2026-11-02T14 2026-11-09T05',
  '5.4.4 gmail 2 2026-11-05T13 2026-11-05T13',
  '5.7.26 gmail 2 2026-11-02T08 2026-11-02T08',
];

it('tells to the hour when a code was first and last given, wherever in 30 days that was', async () => {
  expect(await edges({ ...all, provider: 'gmail' })).toEqual(OF_GMAIL);
  const ofYahoo = [
    '5.1.1 yahoo 2 2026-11-01T03 2026-11-01T03',
    '5.2.2 yahoo 4 2026-11-02T21 2026-11-09T22',
    '5.7.26 yahoo 2 2026-11-20T10 2026-11-20T10',
  ];
  expect(await edges(all)).toEqual([...OF_GMAIL, ...ofYahoo].sort());
});

it('tells it by the days alone where there are no hours', async () => {
  await store.db
    .$executeRaw`DELETE FROM answer_rollup WHERE bucket_minutes = 60 AND bucket_at::date = '2026-11-05'`;
  expect(await edges({ ...all, code: '5.4.4' })).toEqual(['5.4.4 gmail 2 2026-11-05T00 2026-11-05T00']);
});
