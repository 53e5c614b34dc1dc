import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';
import { addDelays, delayPercentile } from '@/lib/queries/delay-percentile';
import { allDelays, delayRange, deliveryDelays } from '@/lib/queries/delivery-delays';
import { readFilters } from '@/lib/queries/filter';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { takeStream } from '@/lib/store/ingest-streams';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { record as recordBatch } from './record';
import { openTestStore, type TestStore } from './test-store';

const OWNER = 'reader-1';
const FROM = Date.parse('2026-03-01T10:00:00Z');
/** Powers of two begin a step; what is beside them must not fall to the other side. */
const DELAYS = [0, 1, 2, 3, 1023, 1024, 1025, 59_999, 60_000, 2 ** 28 - 1, 2 ** 28, 2 ** 28 + 1];

let store: TestStore;
let recorder: EventRecorder;
let sourceId: number;
let position = 0;

beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  const source = { name: 'mail', kind: 'import' as const, format: 'auto', paths: [], timeZone: 'UTC' };
  sourceId = (await ensureSource(store.db, source)).id;
});
afterAll(async () => {
  await recorder.close();
  await store.close();
});

const delivery = (at: number, delayMs: number | null, mxHost = 'gmail-smtp-in.l.google.com') =>
  deliveryEvent({
    ...{ position: position++, at, outcome: 'delivered', recipient: 'jane@example.org' },
    ...{ mxHost, mxIp: '192.0.2.26', delayMs },
  });

async function record(events: DeliveryEvent[]): Promise<void> {
  const content = { sourceId, format: 'postfix', content: new Uint8Array(), idempotencyKey: null };
  const { id } = await store.db.ingestBatch.create({ data: content });
  await store.db.ingestStream.deleteMany();
  await takeStream(store.db, { sourceId, format: 'postfix' }, OWNER, new Date());
  await recordBatch(recorder, {
    ...{ sourceId, originId: Number(id), events, unparsed: [] },
    records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
    ledger: { kind: 'inbox', format: 'postfix', from: 0, to: 0, parserState: '', leaseOwner: OWNER },
  });
}

const rows = () =>
  store.db.delayRollup.findMany({
    orderBy: [{ bucketMinutes: 'asc' }, { bucketAt: 'asc' }, { provider: 'asc' }, { step: 'asc' }],
  });

test('deliveries are counted by their delay, hour and provider; all else is not', async () => {
  await record([
    ...DELAYS.map((ms) => delivery(FROM, ms)),
    delivery(FROM + 3_600_000, 1500),
    delivery(FROM + 3_600_000, 1600),
    delivery(FROM + 3_600_000, 1500, 'mx.host.example'),
    delivery(FROM, null),
    // Handed to a content filter on the same machine: nobody has received it.
    delivery(FROM, 7, 'localhost'),
    deliveryEvent({
      ...{ position: position++, at: FROM, outcome: 'deferred', delayMs: 5, recipient: 'a@example.org' },
      diagnostic: '421 4.7.0 Try again later',
    }),
  ]);
  const counted = await rows();
  const sum = (width: number) =>
    counted
      .filter(({ bucketMinutes }) => bucketMinutes === width)
      .reduce((all, { deliveries }) => all + Number(deliveries), 0);
  expect([sum(60), sum(1440)]).toEqual([DELAYS.length + 3, DELAYS.length + 3]);
  expect(new Set(counted.map(({ provider }) => provider))).toEqual(new Set(['gmail', 'other']));
  const late = counted.filter(
    ({ bucketMinutes, bucketAt }) => bucketMinutes === 60 && bucketAt.getTime() === FROM + 3_600_000,
  );
  expect(late.map(({ provider, deliveries }) => [provider, deliveries])).toEqual([
    ['gmail', 2n],
    ['other', 1n],
  ]);
});

test('a second batch adds to the same rows, and a migration counts the kept events as recording did', async () => {
  await record(Array.from({ length: 300 }, (_, i) => delivery(FROM + i * 60_000, 1 + i ** 3)));
  const counted = await rows();
  const folder = new URL('../../prisma/migrations/', import.meta.url);
  const name = fs.readdirSync(folder).find((one) => one.endsWith('_delays'))!;
  const sql = fs.readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8');
  await store.db.delayRollup.deleteMany();
  await store.db.$executeRawUnsafe(/^INSERT INTO[^;]*/m.exec(sql)![0]);
  expect(await rows()).toEqual(counted);
  expect(counted.length).toBeGreaterThan(100);
});

test('percentiles of a provider are within a tenth of the truth, and zero deliveries have none', async () => {
  const range = readTimeRange({ from: '2026-04-01T00:00:00Z', to: '2026-04-01T02:00:00Z' }, new Date());
  const scope = { ...everything(range), provider: 'yahoo' };
  expect(await deliveryDelays(store.db, scope)).toEqual(new Map());
  const delays = Array.from({ length: 1000 }, (_, i) => Math.round(200 * 1.01 ** i));
  await record(delays.map((ms) => delivery(Date.parse('2026-04-01T01:00:00Z'), ms, 'mx.am0.yahoodns.net')));
  const buckets = await deliveryDelays(store.db, scope);
  const [[at, steps] = [0, new Map()], ...others] = [...buckets];
  expect([at, others]).toEqual([Date.parse('2026-04-01T01:00:00Z'), []]);
  for (const share of [0.5, 0.9, 0.99]) {
    const truth = delays[share * 1000 - 1]!;
    expect(Math.abs(delayPercentile(steps, share)! / truth - 1)).toBeLessThan(0.1);
  }
  expect(delayPercentile(new Map(), 0.5)).toBeNull();
  expect(await deliveryDelays(store.db, { ...scope, filters: readFilters('-source:mail') })).toEqual(
    new Map(),
  );
});

test('all of a range is what its buckets come to, and buckets are never finer than its own', async () => {
  const now = new Date('2026-04-20T10:00:00Z');
  const scope = everything(readTimeRange({ range: '30d' }, now));
  for (const day of ['2026-04-02T23:30:00Z', '2026-04-03T00:10:00Z', '2026-04-20T08:00:00Z'])
    await record([
      delivery(Date.parse(day), 3000),
      delivery(Date.parse(day) + 60_000, 90_000, 'mx.am0.yahoodns.net'),
    ]);
  for (const provider of [null, 'yahoo']) {
    const buckets = await deliveryDelays(store.db, { ...scope, provider });
    expect(buckets.size).toBeGreaterThan(2);
    expect(await allDelays(store.db, { ...scope, provider })).toEqual(addDelays(buckets.values()));
  }
  expect(delayRange(scope)).toEqual(scope.range);
  const year = everything(readTimeRange({ range: '13mo' }, now, 'Europe/Berlin'));
  expect(delayRange(year)).toEqual(year.range);
});
