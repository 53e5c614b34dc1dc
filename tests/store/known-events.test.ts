import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';
import { DEFAULT_KEPT_DAYS } from '@/lib/retention';
import { LedgerConflict } from '@/lib/store/batch';
import { takeStream } from '@/lib/store/ingest-streams';
import { limitedTo } from '@/lib/store/limited-db';
import { prune } from '@/lib/store/prune';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { record as recordBatch } from './record';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
let recorder: EventRecorder;
beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
});
afterAll(async () => {
  await recorder.close();
  await store.close();
});

const AT = Date.parse('2026-03-01T10:00:00Z');
const DAY_MS = 86_400_000;
let made = 0;

interface Place {
  sourceId: number;
  format: string;
}
/** A source whose batches are read as `format`. */
const place = async (format: string): Promise<Place> => {
  const given = { name: `source-${++made}`, kind: 'import' as const, format, paths: [], timeZone: 'UTC' };
  const { id } = await ensureSource(store.db, given);
  await takeStream(store.db, { sourceId: id, format }, 'reader', new Date());
  return { sourceId: id, format };
};

const bounce = (n: number, change: Partial<DeliveryEvent> = {}) =>
  deliveryEvent({
    position: n,
    at: AT,
    outcome: 'bounced',
    recipient: `user${n}@example.org`,
    messageId: `m${n}@shop.example`,
    statusCode: '5.1.1',
    diagnostic: '550 5.1.1 User unknown',
    ...change,
  });

/** Records a batch of its own. */
async function record({ sourceId, format }: Place, events: DeliveryEvent[], looksForKnown = true) {
  const content = { sourceId, format, content: new Uint8Array(), idempotencyKey: null };
  const { id } = await store.db.ingestBatch.create({ data: content });
  const stream = await store.db.ingestStream.findUniqueOrThrow({
    where: { sourceId_format: { sourceId, format } },
  });
  const from = Number(stream.position);
  const batch = {
    sourceId,
    originId: Number(id),
    ...(looksForKnown && { format }),
    events,
    records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
    unparsed: [],
    ledger: { kind: 'inbox' as const, format, from, to: from + 1, parserState: '', leaseOwner: 'reader' },
  };
  await recordBatch(recorder, batch);
  return { batch, counted: Number((await store.db.ingestBatch.findFirstOrThrow({ where: { id } })).events) };
}
const counted = async (at: Place, events: DeliveryEvent[], looksForKnown = true) =>
  (await record(at, events, looksForKnown)).counted;
const duplicates = async ({ sourceId }: Place) =>
  Number((await store.db.source.findUniqueOrThrow({ where: { id: sourceId } })).duplicates);
/** What the source's day counts. */
const rolledUp = async ({ sourceId }: Place) => {
  const { _sum } = await store.db.rollup.aggregate({
    where: { sourceId, bucketMinutes: 1440 },
    _sum: { events: true },
  });
  return Number(_sum.events ?? 0);
};

test('a bounce that the log told of is not counted again when its report comes', async () => {
  const [log, mailbox] = [await place('postfix'), await place('mail')];
  expect(await counted(log, [bounce(1), bounce(2)])).toBe(2);
  // The report is of an attempt some minutes off, by its own clock; user3 is news.
  const reports = [bounce(1, { at: AT + 600_000 }), bounce(2, { at: AT - 600_000 }), bounce(3)];
  expect(await counted(mailbox, reports)).toBe(1);
  expect(await duplicates(mailbox)).toBe(2);
  expect(await duplicates(log)).toBe(0);
  expect([await rolledUp(log), await rolledUp(mailbox)]).toEqual([2, 1]);
  expect(await store.db.event.count({ where: { sourceId: mailbox.sourceId } })).toBe(1);
});

test('nor is the line of a bounce whose report came first', async () => {
  const [log, mailbox] = [await place('postfix'), await place('mail')];
  expect(await counted(mailbox, [bounce(11)])).toBe(1);
  expect(await counted(log, [bounce(11), bounce(12)])).toBe(1);
  expect(await duplicates(log)).toBe(1);
});

test('without looking they would be', async () => {
  const [log, mailbox] = [await place('postfix'), await place('mail')];
  expect(await counted(log, [bounce(21)], false)).toBe(1);
  expect(await counted(mailbox, [bounce(21)], false)).toBe(1);
  const [service] = [await place('sendgrid')];
  const event = bounce(22, { eventId: 'e22' });
  expect(await counted(service, [event], false)).toBe(1);
  expect(await counted(service, [event], false)).toBe(1);
});

test('a report that comes twice is one, also within a batch', async () => {
  const [one, another] = [await place('mail'), await place('mail')];
  expect(await counted(one, [bounce(31), { ...bounce(31), position: 32 }])).toBe(1);
  expect(await counted(one, [bounce(31)])).toBe(0);
  expect(await counted(another, [bounce(31)])).toBe(0);
});

test('only the same message to the same recipient is the same bounce, at about the same time', async () => {
  const [log, mailbox] = [await place('postfix'), await place('mail')];
  await record(log, [bounce(41)]);
  const others = [
    bounce(42, { messageId: 'm41@shop.example' }),
    bounce(43, { recipient: 'user41@example.org' }),
    bounce(41, { at: AT + 3 * DAY_MS }),
    bounce(44, { recipient: 'user41@example.org', messageId: null }),
    bounce(45, { recipient: 'user41@example.org', messageId: 'm41@shop.example', outcome: 'deferred' }),
  ];
  expect(await counted(mailbox, others)).toBe(others.length);
});

test('two logs, or two lines of one, are two attempts', async () => {
  const [log, other] = [await place('postfix'), await place('exim')];
  expect(await counted(log, [bounce(51), { ...bounce(51), position: 52 }])).toBe(2);
  expect(await counted(other, [bounce(51)])).toBe(1);
});

test('what a service posts again is known by its id, whatever else came with it', async () => {
  const [hook, again] = [await place('sendgrid'), await place('sendgrid')];
  const event = (n: number) => bounce(n, { eventId: `e${n}`, messageId: null });
  expect(await counted(hook, [event(61), event(62)])).toBe(2);
  expect(await counted(hook, [event(62), event(63), { ...event(63), position: 64 }])).toBe(1);
  expect(await counted(again, [event(61), event(64)])).toBe(1);
  expect(await duplicates(hook)).toBe(2);
  // One id for the fates of several recipients.
  expect(await counted(hook, [bounce(65, { eventId: 'e65' }), bounce(66, { eventId: 'e65' })])).toBe(2);
});

test('what a service posts without an id is known by what it says', async () => {
  const hook = await place('mandrill');
  const event = bounce(71, { queueId: 'q71', messageId: null });
  expect(await counted(hook, [event, bounce(72, { queueId: 'q72', messageId: null })])).toBe(2);
  expect(await counted(hook, [event])).toBe(0);
  expect(await counted(hook, [{ ...event, at: AT + 1000 }])).toBe(1);
  // A log has no such ids: its lines are told apart by where they stand.
  const log = await place('postfix');
  const line = bounce(73, { messageId: null, outcome: 'delivered' });
  expect(await counted(log, [line])).toBe(1);
  expect(await counted(log, [line])).toBe(1);
});

test('a batch that is recorded again is refused as that, and knows nothing of itself', async () => {
  const hook = await place('sendgrid');
  const { batch } = await record(hook, [bounce(81, { eventId: 'e81' })]);
  await expect(recordBatch(recorder, batch)).rejects.toThrow(LedgerConflict);
  expect(await duplicates(hook)).toBe(0);
  expect(await rolledUp(hook)).toBe(1);
});

test('a batch that failed is news when it comes again', async () => {
  const hook = await place('sendgrid');
  const events = [bounce(91, { eventId: 'e91' }), bounce(92, { eventId: 'e92' })];
  const same = events.map((event) => ({ ...event, position: 1 }));
  await expect(record(hook, same)).rejects.toThrow(/pkey/);
  expect(await counted(hook, events)).toBe(2);
});

test('log and report at the same moment are one bounce, whoever is first', async () => {
  const [log, mailbox] = [await place('postfix'), await place('mail')];
  for (let n = 100; n < 120; n++) await Promise.all([record(log, [bounce(n)]), record(mailbox, [bounce(n)])]);
  expect((await rolledUp(log)) + (await rolledUp(mailbox))).toBe(20);
  expect((await duplicates(log)) + (await duplicates(mailbox))).toBe(20);
});

test('the same post to several workers at once counts once', async () => {
  const hooks = await Promise.all(Array.from({ length: 4 }, () => place('sendgrid')));
  const events = Array.from({ length: 50 }, (_, n) => bounce(200 + n, { eventId: `e${200 + n}` }));
  await Promise.all(hooks.map((hook, i) => record(hook, i % 2 ? events : events.toReversed())));
  const totals = await Promise.all(hooks.map(rolledUp));
  expect(totals.reduce((a, b) => a + b)).toBe(50);
});

test('what was known a month ago is forgotten', async () => {
  await record(await place('mail'), [bounce(301, { eventId: 'e301' })]);
  const after = new Date(Date.now() + 31 * DAY_MS);
  expect(await store.db.knownEvent.count()).toBeGreaterThan(0);
  await prune(store.db, after, { ...DEFAULT_KEPT_DAYS, events: 10_000 });
  expect([await store.db.knownEvent.count(), await store.db.reportedBounce.count()]).toEqual([0, 0]);
});

test('what one workspace has recorded is news in another, and shared words are shown to both', async () => {
  const { id: workspaceId } = await store.db.workspace.create({ data: { name: 'Other' } });
  const [log, theirMailbox, theirService] = [await place('postfix'), await place('mail'), await place('ses')];
  const theirs = { in: [theirMailbox.sourceId, theirService.sourceId] };
  await store.db.source.updateMany({ where: { id: theirs }, data: { workspaceId } });
  const events = [bounce(9_001), bounce(9_002)];
  expect(await counted(log, events)).toBe(2);
  expect(await counted(theirMailbox, events)).toBe(2);
  const posted = [bounce(9_003, { eventId: 'posted-9003' })];
  expect(await counted(await place('ses'), posted)).toBe(1);
  expect(await counted(theirService, posted)).toBe(1);
  // The control: within the workspace it is known.
  expect(await counted(await place('ses'), posted)).toBe(0);
  const [ours, other] = [limitedTo(store.db, [1]), limitedTo(store.db, [workspaceId])];
  const sets = await other.labelSet.findMany();
  expect(sets.length).toBeGreaterThan(0);
  expect((await ours.labelSet.findMany()).map(({ id }) => id)).toEqual(
    expect.arrayContaining(sets.map(({ id }) => id)),
  );
});
