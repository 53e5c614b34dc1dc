import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EventBatch } from '@/lib/ingest/record-judged';
import { deliveryEvent } from '@/lib/mail/delivery-event';
import { type FileLedger, LedgerConflict } from '@/lib/store/batch';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { record } from './record';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
let recorder: EventRecorder;
let sourceId: number;

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

const OWNER = 'reader-1';
const AT = Date.parse('2026-03-01T10:07:00Z');
let generation: { sourceId: number; id: bigint };

beforeEach(async () => {
  const file = { path: '/var/log/mail.log', device: 1n, inode: 2n, birthMs: 3n, headHash: 'h', headBytes: 1 };
  generation = await store.db.fileGeneration.create({
    data: {
      ...file,
      sourceId,
      tailHash: 't',
      format: 'postfix',
      referenceAt: new Date(AT),
      sizeBytes: 9,
      leaseOwner: OWNER,
    },
  });
  await store.db.rollup.deleteMany();
});

const bounce = (position: number, at = AT) =>
  deliveryEvent({
    position,
    at,
    outcome: 'bounced',
    recipient: 'jane.doe@gmail.example',
    sender: 'news@shop.example',
    mxHost: 'gmail-smtp-in.l.google.com',
    mxIp: '192.0.2.26',
    statusCode: '5.1.1',
    diagnostic:
      '550-5.1.1 The email account that you tried to reach does not exist: <jane.doe@gmail.example> gsmtp',
  });

function batchOf(events: EventBatch['events'], ledger: Partial<FileLedger> = {}): EventBatch {
  return {
    sourceId,
    originId: Number(generation.id),
    events,
    records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
    unparsed: [],
    ledger: { kind: 'file', from: 0, to: 100, parserState: '', tailHash: 'x', leaseOwner: OWNER, ...ledger },
  };
}

const rollups = () =>
  store.db.rollup.findMany({
    orderBy: [{ bucketMinutes: 'asc' }, { bucketAt: 'asc' }],
    select: { bucketMinutes: true, bucketAt: true, events: true },
  });

describe('a batch', () => {
  test('counts each event once in every bucket width', async () => {
    await record(recorder, batchOf([bounce(0), bounce(40), bounce(80, AT + 3_600_000)]));
    expect(await rollups()).toEqual([
      { bucketMinutes: 5, bucketAt: new Date('2026-03-01T10:05:00Z'), events: 2n },
      { bucketMinutes: 5, bucketAt: new Date('2026-03-01T11:05:00Z'), events: 1n },
      { bucketMinutes: 60, bucketAt: new Date('2026-03-01T10:00:00Z'), events: 2n },
      { bucketMinutes: 60, bucketAt: new Date('2026-03-01T11:00:00Z'), events: 1n },
      { bucketMinutes: 1440, bucketAt: new Date('2026-03-01T00:00:00Z'), events: 3n },
    ]);
  });

  test('keeps no local part in clear, neither as recipient nor in the diagnostic', async () => {
    await record(recorder, batchOf([bounce(0)]));
    const event = await store.db.event.findFirstOrThrow({ where: { originId: generation.id } });
    expect(event.recipient).toBe('j***@gmail.example');
    expect(event.diagnostic).toContain('<j***@gmail.example>');
    expect(event.recipientHash).not.toBeNull();
    expect(
      JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('jane');
  });

  test('that is recorded a second time changes nothing', async () => {
    await record(recorder, batchOf([bounce(0), bounce(40)]));
    const before = await rollups();
    await expect(record(recorder, batchOf([bounce(0), bounce(40)]))).rejects.toThrow(LedgerConflict);
    expect(await rollups()).toEqual(before);
    expect(await store.db.event.count({ where: { originId: generation.id } })).toBe(2);
  });

  describe('of deliveries, which nothing but the ledger knows again', () => {
    const delivered = (position: number) =>
      deliveryEvent({ position, at: AT, outcome: 'delivered', recipient: 'jo@gmail.example' });
    const stored = () => store.db.event.count({ where: { originId: generation.id } });

    test('counts once, however many readers commit it at once', async () => {
      const attempts = await Promise.allSettled(
        Array.from({ length: 6 }, () => record(recorder, batchOf([delivered(0), delivered(40)]))),
      );
      const refused = attempts.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused).toHaveLength(5);
      for (const reason of refused) expect(reason).toBeInstanceOf(LedgerConflict);
      expect(await stored()).toBe(2);
      expect((await rollups()).map(({ events }) => events)).toEqual([2n, 2n, 2n]);
    });

    test('the control: counts twice where somebody turns the ledger back', async () => {
      await record(recorder, batchOf([delivered(0)]));
      const id = { sourceId_id: { sourceId, id: generation.id } };
      await store.db.fileGeneration.update({ where: id, data: { position: 0 } });
      await record(recorder, batchOf([delivered(0)]));
      expect(await stored()).toBe(2);
    });
  });

  test('of a reader that has lost its lease is refused', async () => {
    await expect(record(recorder, batchOf([bounce(0)], { leaseOwner: 'reader-2' }))).rejects.toThrow(
      LedgerConflict,
    );
    expect(await rollups()).toEqual([]);
  });

  test('leaves nothing behind where one of its events cannot be stored', async () => {
    const twice = batchOf([bounce(0), bounce(0)]);
    await expect(record(recorder, twice)).rejects.toThrow(/recipient_fault_pkey/);
    expect(await rollups()).toEqual([]);
    const { position, events } = await store.db.fileGeneration.findUniqueOrThrow({
      where: { sourceId_id: { sourceId, id: generation.id } },
    });
    expect({ position, events }).toEqual({ position: 0n, events: 0n });
  });

  test('goes into the partition of its day, also when the day is long gone', async () => {
    await record(recorder, batchOf([bounce(0, Date.parse('2012-02-29T23:59:59.999Z'))]));
    const [{ partition }] = await store.db.$queryRaw<[{ partition: string }]>`
      SELECT tableoid::regclass::text AS partition FROM event WHERE origin_id = ${generation.id}`;
    expect(partition).toBe('event_20120229');
  });

  test('keeps what the store cannot hold out of the text, and the text', async () => {
    const odd = { ...bounce(0), diagnostic: '550 5.1.1 a\0b \u{1F4EC}', queueId: 'q\0' };
    await record(recorder, batchOf([odd]));
    const event = await store.db.event.findFirstOrThrow({ where: { originId: generation.id } });
    expect(event.diagnostic).toBe('550 5.1.1 a\uFFFDb \u{1F4EC}');
  });
});

test.each([
  ['a delay of months', { delayMs: 3_000_000_000 }],
  ['a NUL in the sender', { sender: 'a\0b@shop.example' }],
  ['a NUL in the campaign', { campaign: 'spring\0' }],
  ['half a surrogate pair in the host', { mxHost: 'mx\ud800.example.org' }],
  ['half a surrogate pair in the pool', { pool: '\udfff pool' }],
  ['a pair that is cut in two', { mxHost: `${'m'.repeat(254)}\u{1F4EC}` }],
  [
    'a host of 6,000 characters',
    {
      mxHost: Array.from({ length: 6000 }, (_, i) => (i * 7919).toString(36))
        .join('')
        .slice(0, 6000),
    },
  ],
  ['a time beyond the calendar', { at: 8.64e15 }],
])('%s does not keep the batch from being stored', async (_, odd) => {
  await record(recorder, batchOf([{ ...bounce(0), ...odd }, bounce(40)]));
  expect(await store.db.event.count({ where: { originId: generation.id } })).toBe(2);
});

test('senders whose domains end alike are told apart, whichever came before', async () => {
  const senders = [
    'a@shop.example',
    'b@eshop.example',
    'c@SHOP.example',
    null,
    'd@x@shop.example',
    'postmaster',
  ];
  const events = [...senders, ...senders].map((sender, i) => ({ ...bounce(i * 40), sender }));
  await record(recorder, batchOf(events));
  // A second batch finds its label sets at hand.
  await record(
    recorder,
    batchOf(
      events.map(({ position, ...one }) => ({ ...one, position: position + 1 })),
      { from: 100, to: 200 },
    ),
  );
  const counted = await store.db.$queryRaw<{ domain: string | null; events: number }[]>`
    SELECT l.sending_domain AS domain, count(*)::int AS events FROM event e JOIN label_set l ON l.id = e.label_set_id
     WHERE e.origin_id = ${generation.id} GROUP BY 1 ORDER BY 1`;
  expect(counted).toEqual([
    { domain: 'eshop.example', events: 4 },
    { domain: 'shop.example', events: 12 },
    { domain: null, events: 8 },
  ]);
});

test('hosts whose names look alike when put together are told apart', async () => {
  const [first, second] = [
    { ...bounce(0), mxHost: 'a b', mxIp: 'c' },
    { ...bounce(40), mxHost: 'a', mxIp: 'b c' },
  ];
  await record(recorder, batchOf([first, second, { ...bounce(80), mxHost: null, mxIp: 'a b c' }]));
  const stored = await store.db.$queryRaw<{ name: string | null; ip: string }[]>`
    SELECT name, ip FROM event JOIN mx_host ON mx_host.id = mx_host_id
     WHERE origin_id = ${generation.id} ORDER BY position`;
  expect(stored).toEqual([
    { name: 'a b', ip: 'c' },
    { name: 'a', ip: 'b c' },
    { name: null, ip: 'a b c' },
  ]);
});

test('batches of many readers that meet in the same buckets all count', async () => {
  const readers = await Promise.all(
    Array.from({ length: 8 }, async (_, reader) => {
      const file = {
        path: `/${reader}`,
        device: 9n,
        inode: BigInt(reader),
        birthMs: 0n,
        headHash: `${reader}`,
        headBytes: 1,
      };
      return store.db.fileGeneration.create({
        data: {
          ...file,
          sourceId,
          tailHash: '',
          format: 'postfix',
          referenceAt: new Date(),
          sizeBytes: 1,
          leaseOwner: OWNER,
        },
      });
    }),
  );
  // Each goes through the days in another order, as readers of many files do.
  await Promise.all(
    readers.map(async ({ id }, reader) => {
      for (let step = 0; step < 5; step++) {
        const days = Array.from({ length: 7 }, (_, day) => (day * (reader + 1) + step) % 7);
        const events = days.map((day, i) => bounce(step * 100 + i, AT + day * 86_400_000));
        await record(recorder, {
          ...batchOf(events, { from: step * 100, to: step * 100 + 100 }),
          originId: Number(id),
        });
      }
    }),
  );
  const { _sum } = await store.db.rollup.aggregate({
    _sum: { events: true },
    where: { bucketMinutes: 1440 },
  });
  expect(_sum.events).toBe(8n * 5n * 7n);
});
