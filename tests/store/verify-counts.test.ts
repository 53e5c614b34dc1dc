import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { deliveryEvent } from '@/lib/mail/delivery-event';
import { DEFAULT_KEPT_DAYS } from '@/lib/retention';
import { auditCounts, isDue, latestCountsAudit } from '@/lib/store/counts-audit';
import { takeStream } from '@/lib/store/ingest-streams';
import { prune } from '@/lib/store/prune';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { verifyCounts } from '@/lib/store/verify-counts';
import type { DayVerified } from '@/lib/store/verify-day';
import { record as recordBatch } from './record';
import { openTestStore, type TestStore } from './test-store';

const OWNER = 'reader-1';
const DAY_MS = 86_400_000;
const FIRST = Date.parse('2026-03-01T00:00:00Z');
const ANSWERS = [
  { outcome: 'delivered' as const, mxHost: 'gmail-smtp-in.l.google.com' },
  { outcome: 'delivered' as const, mxHost: 'mx.example.net' },
  {
    outcome: 'bounced' as const,
    mxHost: 'mta5.am0.yahoodns.net',
    diagnostic: '554 5.7.9 Message not accepted',
  },
  {
    outcome: 'deferred' as const,
    mxHost: 'gmail-smtp-in.l.google.com',
    diagnostic: '421 4.7.28 unusual rate',
  },
];

let store: TestStore;
let recorder: EventRecorder;
let position = 0;
const sources: number[] = [];

beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  for (const name of ['mx1', 'mx2']) {
    const source = { name, kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
    sources.push((await ensureSource(store.db, source)).id);
  }
});
afterAll(async () => {
  await recorder.close();
  await store.close();
});

/** `events` attempts, spread evenly from one moment to another, over both sources. */
async function record(from: number, to: number, events: number): Promise<void> {
  for (const sourceId of sources) {
    const content = { sourceId, format: 'postfix', content: new Uint8Array(), idempotencyKey: null };
    const { id } = await store.db.ingestBatch.create({ data: content });
    await store.db.ingestStream.deleteMany({ where: { sourceId } });
    await takeStream(store.db, { sourceId, format: 'postfix' }, OWNER, new Date());
    const batch = Array.from({ length: events }, (_, i) =>
      deliveryEvent({
        ...ANSWERS[i % ANSWERS.length]!,
        ...{ position: position++, at: from + Math.floor(((to - from) * i) / events), delayMs: 100 + i * 37 },
        recipient: `person${i}@example.org`,
      }),
    );
    await recordBatch(recorder, {
      ...{ sourceId, originId: Number(id), events: batch, unparsed: [] },
      records: { event: batch.length, context: 0, ignored: 0, unparsed: 0 },
      ledger: { kind: 'inbox', format: 'postfix', from: 0, to: 0, parserState: '', leaseOwner: OWNER },
    });
  }
}

async function verify(repair = false): Promise<DayVerified[]> {
  const days: DayVerified[] = [];
  for await (const day of verifyCounts(store.databaseUrl, { isAsked: () => true, repair })) days.push(day);
  return days;
}
const differencesOf = (days: DayVerified[]) => days.reduce((sum, { differences }) => sum + differences, 0);

const counts = () => store.db.$queryRaw`
  SELECT source_id, bucket_minutes, bucket_at, label_set_id::text, 0 AS step, events::text FROM rollup
  UNION ALL SELECT source_id, bucket_minutes, bucket_at, 'answer ' || label_set_id, 0, events::text FROM answer_rollup
  UNION ALL SELECT source_id, bucket_minutes, bucket_at, provider, step, deliveries::text FROM delay_rollup
  ORDER BY 1, 2, 3, 4, 5`;

afterEach(async () => {
  await verify(true);
});

test('what was recorded agrees in every width, late events included', async () => {
  await record(FIRST, FIRST + 3 * DAY_MS, 600);
  await record(FIRST + 4 * 3_600_000, FIRST + 5 * 3_600_000, 200);
  const days = await verify();
  expect(days.map(({ day, against, events }) => [day, against, events])).toEqual([
    ['2026-03-03', 'events', 400],
    ['2026-03-02', 'events', 400],
    ['2026-03-01', 'events', 800],
  ]);
  expect(differencesOf(days)).toBe(0);
});

const TAMPERED: [what: string, sql: string, differences: number][] = [
  [
    'a count that is one too many',
    `UPDATE rollup SET events = events + 1 WHERE ctid = (SELECT ctid FROM rollup WHERE bucket_minutes = 5 LIMIT 1)`,
    1,
  ],
  [
    'a count by the hour that is one too few',
    `UPDATE rollup SET events = events - 1 WHERE ctid = (SELECT ctid FROM rollup WHERE bucket_minutes = 60 LIMIT 1)`,
    1,
  ],
  [
    'a count by the day that is missing',
    `DELETE FROM rollup WHERE ctid = (SELECT ctid FROM rollup WHERE bucket_minutes = 1440 LIMIT 1)`,
    1,
  ],
  [
    'a count of what never was',
    `INSERT INTO rollup SELECT source_id, bucket_minutes, bucket_at - interval '1 minute', label_set_id, 3
       FROM rollup WHERE bucket_minutes = 5 ORDER BY bucket_at DESC LIMIT 1`,
    1,
  ],
  [
    'a count under other labels',
    `UPDATE event SET label_set_id = (SELECT max(id) FROM label_set WHERE outcome = 'bounced')
      WHERE (source_id, origin_id, position, at) =
        (SELECT source_id, origin_id, position, at FROM event e JOIN label_set l ON l.id = label_set_id
          WHERE l.outcome = 'deferred' AND at < '2026-03-02' LIMIT 1)`,
    12,
  ],
  [
    'an answer that is counted twice',
    `UPDATE answer_rollup SET events = events * 2
      WHERE ctid = (SELECT ctid FROM answer_rollup WHERE bucket_minutes = 60 LIMIT 1)`,
    1,
  ],
  [
    'a delay that is counted twice',
    `UPDATE delay_rollup SET deliveries = deliveries * 2
      WHERE ctid = (SELECT ctid FROM delay_rollup WHERE bucket_minutes = 1440 LIMIT 1)`,
    1,
  ],
];

test.each(TAMPERED)('%s is found, and corrected', async (what, sql, differences) => {
  expect(differencesOf(await verify())).toBe(0);
  const truth = await counts();
  expect(await store.db.$executeRawUnsafe(sql)).toBe(1);
  const found = await verify();
  expect(differencesOf(found)).toBe(differences);
  const [told] = found.flatMap(({ told }) => told);
  expect(told).toMatchObject({ source: expect.stringMatching(/^mx[12]$/), of: expect.stringMatching(/\w/) });
  expect(told!.stored).not.toBe(told!.expected);
  const repaired = await verify(true);
  expect(repaired.reduce((sum, day) => sum + day.repaired, 0)).toBe(differences);
  expect(differencesOf(await verify())).toBe(0);
  // Where an event was tampered with, it is the events that are right.
  if (!what.includes('labels')) expect(await counts()).toEqual(truth);
});

test('while events come in, nothing differs, nothing is corrected that is right, and what is wrong is', async () => {
  await store.db
    .$executeRaw`UPDATE rollup SET events = events + 5 WHERE bucket_minutes = 60 AND bucket_at = '2026-03-01 04:00+00'`;
  const wrong = differencesOf(await verify());
  expect(wrong).toBeGreaterThan(0);
  let recording = true;
  let rounds = 0;
  const done = (async () => {
    for (let i = 0; i < 20 || rounds < 3; i++) await record(FIRST + 3 * 3_600_000, FIRST + 6 * 3_600_000, 40);
  })().finally(() => {
    recording = false;
  });
  let repaired = 0;
  while (recording) {
    for (const day of await verify(true)) repaired += day.repaired;
    rounds++;
  }
  await done;
  expect(repaired).toBe(wrong);
  expect(differencesOf(await verify())).toBe(0);
});

test('a count thousands of years ahead costs no look at the days before it', async () => {
  const ahead = '9999-12-30T00:00:00Z';
  await store.db.$executeRaw`INSERT INTO rollup (source_id, bucket_minutes, bucket_at, label_set_id, events)
    SELECT ${sources[0]}::int, width, ${ahead}::timestamptz, min(id), 1
      FROM label_set, unnest(ARRAY[60, 1440]) AS width GROUP BY width`;
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  const days = await verify();
  const [asked, given] = sent.mock.calls.find(([text]) =>
    /FROM rollup[^;]*to_char/.test(String(text)),
  ) as unknown as [string, unknown[]];
  sent.mockRestore();
  expect(days.map(({ day }) => day)).toEqual(['9999-12-30', '2026-03-03', '2026-03-02', '2026-03-01']);
  const client = new pg.Client({ connectionString: store.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${asked}`, given);
    expect(rows[0]['QUERY PLAN'][0].Plan['Shared Hit Blocks']).toBeLessThan(200);
  } finally {
    await client.end();
  }
  await store.db.$executeRaw`DELETE FROM rollup WHERE bucket_at = ${ahead}::timestamptz`;
});

test('an audit keeps what it finds, is due once a day, and looks at every day once a week', async () => {
  const now = new Date();
  await store.db
    .$executeRaw`UPDATE rollup SET events = events + 1 WHERE bucket_minutes = 1440 AND bucket_at = '2026-03-01'`;
  const audit = await auditCounts(store.db, store.databaseUrl, now);
  expect(audit).toMatchObject({ days: 3, differing: ['2026-03-01'] });
  expect(audit!.differences).toBe(audit!.told.length);
  expect(audit!.differences).toBeGreaterThan(0);
  expect(await latestCountsAudit(store.db)).toEqual(audit);
  expect(await auditCounts(store.db, store.databaseUrl, now)).toBeNull();
  await verify(true);
  const again = await auditCounts(store.db, store.databaseUrl, new Date(now.getTime() + DAY_MS));
  expect(again).toMatchObject({ days: 3, differences: 0, differing: [], told: [] });

  const old = { day: '2025-12-03', lastWrittenAt: new Date('2025-12-04T00:00:00Z') };
  const week = Array.from({ length: 7 }, (_, i) => new Date(now.getTime() + i * DAY_MS));
  expect(week.filter((at) => isDue(old, at))).toHaveLength(1);
  expect(week.filter((at) => isDue({ ...old, lastWrittenAt: null }, at))).toHaveLength(1);
});

test('days whose events are gone are held against finer counts, also where late events bring one back', async () => {
  const later = new Date(Date.now() + 200 * DAY_MS);
  await prune(store.db, later, { ...DEFAULT_KEPT_DAYS, 'counts-5-minutes': null, events: 90 });
  const gone = await verify();
  expect(gone.map(({ against }) => against)).toEqual(['finer-counts', 'finer-counts', 'finer-counts']);
  expect(differencesOf(gone)).toBe(0);

  // Another process, which does not know the days from before.
  await recorder.close();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  await record(FIRST + DAY_MS, FIRST + DAY_MS + 3_600_000, 12);
  const back = await verify();
  expect(back.map(({ against, events }) => [against, events])).toContainEqual(['events-since', 24]);
  expect(differencesOf(back)).toBe(0);

  await store.db
    .$executeRaw`UPDATE rollup SET events = events + 1 WHERE bucket_minutes = 1440 AND bucket_at = '2026-03-03'`;
  const found = await verify(true);
  expect(found.filter(({ differences }) => differences > 0)).toMatchObject([
    { day: '2026-03-03', against: 'finer-counts', repaired: 0 },
  ]);
  await store.db
    .$executeRaw`UPDATE rollup SET events = events - 1 WHERE bucket_minutes = 1440 AND bucket_at = '2026-03-03'`;
  await store.db
    .$executeRaw`UPDATE rollup SET events = 0 WHERE bucket_at >= '2026-03-02' AND bucket_at < '2026-03-03'`;
  expect(differencesOf(await verify())).toBeGreaterThan(0);
});
