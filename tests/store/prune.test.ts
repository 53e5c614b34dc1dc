import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliveryEvent } from '@/lib/mail/delivery-event';
import { keptSince } from '@/lib/queries/kept-since';
import { DEFAULT_KEPT_DAYS, type KeptDays } from '@/lib/retention';
import { forgetSuppressedAddresses } from '@/lib/store/forget-faults';
import { takeStream } from '@/lib/store/ingest-streams';
import { prune } from '@/lib/store/prune';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { record as recordBatch } from './record';
import { openTestStore, type TestStore } from './test-store';

const DAY_MS = 86_400_000;
const OWNER = 'reader-1';
const NOW = new Date();
const today = Math.floor(NOW.getTime() / DAY_MS) * DAY_MS;

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

async function record(...days: number[]): Promise<void> {
  const content = { sourceId, format: 'postfix', content: new Uint8Array(), idempotencyKey: null };
  const { id } = await store.db.ingestBatch.create({ data: content });
  await store.db.ingestStream.deleteMany();
  await takeStream(store.db, { sourceId, format: 'postfix' }, OWNER, new Date());
  const events = days.map((day) =>
    deliveryEvent({
      position: position++,
      at: today - day * DAY_MS,
      outcome: 'delivered',
      recipient: 'a@example.org',
      delayMs: 1200,
    }),
  );
  await recordBatch(recorder, {
    sourceId,
    originId: Number(id),
    events,
    records: { event: events.length, context: 0, ignored: 0, unparsed: 0 },
    unparsed: [],
    ledger: { kind: 'inbox', format: 'postfix', from: 0, to: 0, parserState: '', leaseOwner: OWNER },
  });
}
const nameOf = (day: number) => new Date(today - day * DAY_MS).toISOString().slice(0, 10);
const partitions = async () => {
  const rows = await store.db.$queryRaw<{ name: string }[]>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event'::regclass ORDER BY 1`;
  return rows.map(({ name }) => name);
};
const writtenLongAgo = (day: number) =>
  store.db.eventDay.update({
    where: { day: new Date(today - day * DAY_MS) },
    data: { lastWrittenAt: new Date(today - day * DAY_MS) },
  });

test('the days ahead are there before their first event, also when several ask for them', async () => {
  await Promise.all([1, 2, 3].map(() => recorder.createDaysAhead(NOW, 3)));
  expect(await partitions()).toEqual(
    [0, -1, -2, -3].map((day) => `event_${nameOf(day).replaceAll('-', '')}`),
  );
});

test('a day is dropped when it and its last writing are older than what is kept; its rollups stay', async () => {
  await record(0, 89, 91, 400);
  for (const day of [89, 91, 400]) await writtenLongAgo(day);
  expect((await prune(store.db, NOW, DEFAULT_KEPT_DAYS)).droppedDays).toEqual([nameOf(400), nameOf(91)]);
  expect(await store.db.event.count()).toBe(2);
  const { _sum } = await store.db.rollup.aggregate({
    _sum: { events: true },
    where: { bucketMinutes: 1440 },
  });
  expect(_sum.events).toBe(4n);
});

test('an old archive that was imported just now is not dropped at once', async () => {
  await record(1000, 1001);
  expect((await prune(store.db, NOW, DEFAULT_KEPT_DAYS)).droppedDays).toEqual([]);
  const later = new Date(NOW.getTime() + 91 * DAY_MS);
  expect((await prune(store.db, later, DEFAULT_KEPT_DAYS)).droppedDays).toContain(nameOf(1000));
});

test('a day that somebody reads is left until the next time, and nobody waits behind it', async () => {
  await record(2000);
  const later = new Date(NOW.getTime() + 91 * DAY_MS);
  await store.db.$transaction(
    async (reader) => {
      await reader.event.count();
      expect((await prune(store.db, later, DEFAULT_KEPT_DAYS)).droppedDays).toEqual([]);
    },
    { timeout: 50_000 },
  );
  expect((await prune(store.db, later, DEFAULT_KEPT_DAYS)).droppedDays).toContain(nameOf(2000));
});

test('a recorder that knows a day which was dropped makes it again', async () => {
  await record(500);
  await writtenLongAgo(500);
  await prune(store.db, NOW, DEFAULT_KEPT_DAYS);
  await expect(record(500)).rejects.toThrow(/no partition/);
  await record(500);
  expect(await store.db.event.count({ where: { at: new Date(today - 500 * DAY_MS) } })).toBe(1);
});

test('finished batches leave the inbox after a week, unfinished ones never', async () => {
  await store.db.ingestBatch.deleteMany();
  await record(0);
  const waiting = { sourceId, format: 'postfix', content: new Uint8Array(), receivedAt: new Date(0) };
  await store.db.ingestBatch.create({ data: waiting });
  await prune(store.db, new Date(NOW.getTime() + 6 * DAY_MS), DEFAULT_KEPT_DAYS);
  expect(await store.db.ingestBatch.count()).toBe(2);
  await prune(store.db, new Date(NOW.getTime() + 8 * DAY_MS), DEFAULT_KEPT_DAYS);
  expect(await store.db.ingestBatch.findMany()).toMatchObject([{ state: 'received' }]);
});

test('what was told long ago is forgotten, except of what is still going on', async () => {
  const { db } = store;
  const channel = await db.channel.create({ data: { name: 'pager', kind: 'webhook', settings: {} } });
  const times = { openedAt: NOW, lastAt: NOW };
  const incident = (resolvedAt: Date | null) =>
    db.incident.create({
      data: { cause: 'provider=gmail', severity: 'info', title: 'x', resolvedAt, ...times },
    });
  const [open, over] = [await incident(null), await incident(NOW)];
  const told = (about: string, incidentId: bigint | null, state: string, daysAgo: number) => ({
    ...{ about, incidentId, state, channelId: channel.id, reason: 'firing', dueAt: NOW },
    createdAt: new Date(NOW.getTime() - daysAgo * DAY_MS),
  });
  await db.notification.createMany({
    data: [
      told('open', open.id, 'sent', 100),
      told('over', over.id, 'sent', 100),
      told('test', null, 'failed', 100),
      told('waiting', over.id, 'waiting', 100),
      told('recent', over.id, 'sent', 80),
    ],
  });
  await prune(db, NOW, DEFAULT_KEPT_DAYS);
  const left = await db.notification.findMany({ orderBy: { about: 'asc' } });
  expect(left.map(({ about }) => about)).toEqual(['open', 'recent', 'waiting']);
});

const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const kept = (days: Partial<KeptDays>): KeptDays => ({ ...DEFAULT_KEPT_DAYS, ...days });

test('a batch that could not be recorded is kept longer than what was, and not for ever', async () => {
  const dead = { sourceId, format: 'postfix', content: Buffer.from('x'), state: 'dead' };
  await store.db.ingestBatch.create({ data: { ...dead, receivedAt: ago(89) } });
  await store.db.ingestBatch.create({ data: { ...dead, receivedAt: ago(91) } });
  expect((await prune(store.db, NOW, DEFAULT_KEPT_DAYS)).forgotten).toEqual({ 'dead-batches': 1 });
  expect(await store.db.ingestBatch.count({ where: { state: 'dead' } })).toBe(1);
});

test('the content of an upload that failed is forgotten, that it failed is not', async () => {
  const { db } = store;
  const upload = async (state: string, touchedAt: Date) => {
    const times = { modifiedAt: NOW, touchedAt };
    const { id } = await db.upload.create({
      data: { sourceId, name: 'mail.log', format: 'auto', sizeBytes: 1, state, createdBy: 'ada', ...times },
    });
    await db.uploadPart.create({
      data: { sourceId, uploadId: id, position: 0, content: Buffer.from('x') },
    });
    return id;
  };
  const [, recent, waiting] = [
    await upload('failed', ago(15)),
    await upload('failed', ago(13)),
    await upload('received', ago(15)),
  ];
  expect((await prune(db, NOW, DEFAULT_KEPT_DAYS)).forgotten).toEqual({ uploads: 1 });
  const parts = await db.uploadPart.findMany({ orderBy: { uploadId: 'asc' } });
  expect(parts.map(({ uploadId }) => uploadId)).toEqual([recent, waiting]);
  expect(await db.upload.count()).toBe(3);
});

test('half a message of a log that nobody writes any more is forgotten', async () => {
  const { db } = store;
  const state = '{"open":"jane.doe@example.org"}';
  await db.ingestStream.deleteMany();
  await db.ingestStream.createMany({
    data: [
      { sourceId, format: 'postfix', parserState: state, updatedAt: ago(31), position: 7 },
      { sourceId, format: 'exim', parserState: state, updatedAt: ago(29), position: 7 },
    ],
  });
  await prune(db, NOW, DEFAULT_KEPT_DAYS);
  const streams = await db.ingestStream.findMany({ orderBy: { format: 'desc' } });
  expect(streams.map(({ parserState }) => parserState)).toEqual([null, state]);
  expect(streams.map(({ position }) => position)).toEqual([7n, 7n]);
});

test('narrow counts go where their days are over, and never before the events that they count', async () => {
  const { db } = store;
  await db.rollup.deleteMany();
  await db.delayRollup.deleteMany();
  await record(600, 700);
  await writtenLongAgo(700);
  const widths = async () =>
    (await db.rollup.findMany({ orderBy: [{ bucketAt: 'asc' }, { bucketMinutes: 'asc' }] })).map(
      ({ bucketAt, bucketMinutes }) => [bucketAt.toISOString().slice(0, 10), bucketMinutes],
    );
  await prune(db, NOW, kept({ events: null }));
  expect(await widths()).toHaveLength(6);
  expect(await db.delayRollup.count()).toBe(4);
  await prune(db, NOW, DEFAULT_KEPT_DAYS);
  expect(await widths()).toEqual([
    [nameOf(700), 60],
    [nameOf(700), 1440],
    ...[5, 60, 1440].map((width) => [nameOf(600), width]),
  ]);
  expect(await db.delayRollup.count()).toBe(4);
  await prune(db, NOW, kept({ 'counts-hour': 650 }));
  expect(await db.delayRollup.count({ where: { bucketMinutes: 60 } })).toBe(1);
  expect(await db.delayRollup.count({ where: { bucketMinutes: 1440 } })).toBe(2);
});

test('an incident that ended long ago goes with its history, one that goes on stays', async () => {
  const { db } = store;
  await db.incident.deleteMany();
  const rule = await db.alertRule.create({
    data: { kind: 'bounce-rate', name: 'retention', severity: 'warning', settings: {} },
  });
  const incident = async (resolvedAt: Date | null) => {
    const times = { openedAt: ago(900), lastAt: ago(900), resolvedAt };
    const { id } = await db.incident.create({
      data: { cause: 'provider=gmail', severity: 'info', title: 'x', ...times },
    });
    await db.alertTransition.create({
      data: {
        ...{ ruleId: rule.id, series: '', fromState: 'ok', toState: 'firing', reason: 'held' },
        ...{ at: ago(900), numerator: 1, denominator: 2, incidentId: id },
      },
    });
    return id;
  };
  const [open, recent] = [await incident(null), await incident(ago(700)), await incident(ago(801))];
  await prune(db, NOW, DEFAULT_KEPT_DAYS);
  const left = await db.incident.findMany({ orderBy: { id: 'asc' } });
  expect(left.map(({ id }) => id)).toEqual([open, recent]);
  expect(await db.alertTransition.count()).toBe(2);
});

test('what is kept for ever is never forgotten', async () => {
  const { db } = store;
  await db.unparsedRecord.create({
    data: { sourceId, originId: 1, position: 0, reason: 'odd', text: 'x', seenAt: new Date(0) },
  });
  await prune(db, NOW, kept({ unparsed: null }));
  expect(await db.unparsedRecord.count()).toBe(1);
  expect((await prune(db, NOW, DEFAULT_KEPT_DAYS)).forgotten).toEqual({ unparsed: 1 });
});

test('what spoke against a recipient goes once it is old, unless a suppression rests on it', async () => {
  const { db } = store;
  const fault = (recipientHash: bigint, days: number, weighed = true) => ({
    ...{ sourceId, originId: recipientHash, position: BigInt(days), at: ago(days), recipientHash, weighed },
    ...{ kind: 'dead-mailbox', labelSetId: 1, recipient: 'a***@example.net', address: 'sealed' },
  });
  const about = (recipientHash: bigint, state: string, days: number, stale = false) => ({
    ...{ recipientHash, state, lastFaultAt: ago(days), stale, workspaceId: 1, address: 'sealed' },
    ...{ recipient: 'a***@example.net', domain: 'example.net' },
  });
  const [suppressed, old, again, stale, reinstated, unweighed] = [1n, 2n, 3n, 4n, 5n, 6n];
  await db.recipientFault.createMany({
    data: [
      ...[suppressed, old, again, stale, reinstated].map((one) => fault(one, 401)),
      ...[fault(again, 399), fault(unweighed, 401, false)],
    ],
  });
  await db.suppression.createMany({
    data: [
      ...[about(suppressed, 'suppressed', 401), about(old, 'watched', 401), about(again, 'watched', 399)],
      ...[about(stale, 'watched', 401, true), about(reinstated, 'reinstated', 401)],
    ],
  });
  expect((await prune(db, NOW, kept({ faults: null }))).forgotten.faults).toBeUndefined();
  expect((await keptSince(db)).faults).toEqual(ago(401));
  // Three faults, and the one who is watched for nothing newer.
  expect((await prune(db, NOW, DEFAULT_KEPT_DAYS)).forgotten).toEqual({ faults: 4 });
  const faults = await db.recipientFault.findMany({ orderBy: [{ recipientHash: 'asc' }] });
  expect(faults.map(({ recipientHash, position }) => [recipientHash, position])).toEqual([
    [suppressed, 401n],
    [again, 399n],
    [stale, 401n],
    [unweighed, 401n],
  ]);
  const left = await db.suppression.findMany({ orderBy: { recipientHash: 'asc' } });
  expect(left.map(({ recipientHash }) => recipientHash)).toEqual([suppressed, again, stale, reinstated]);

  expect(await forgetSuppressedAddresses(db)).toBe(8);
  expect(await db.suppression.count({ where: { address: null } })).toBe(4);
  expect(await db.recipientFault.count({ where: { address: null } })).toBe(4);
});
