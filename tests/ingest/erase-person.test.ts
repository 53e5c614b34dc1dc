import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { eventRecord } from '@/lib/queries/event-record';
import { DEFAULT_KEPT_DAYS } from '@/lib/retention';
import { type Erasure, erasePerson } from '@/lib/store/erase-person';
import { receive } from '@/lib/store/inbox';
import { openRecorder } from '@/lib/store/open-recorder';
import type { EventRecorder } from '@/lib/store/record-events';
import { ADMINISTRATOR } from '../auth/people';
import { dumpOf, tablesWith } from '../store/dump';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages } from './postfix-lines';

/** Nobody else is called so, and no table either. */
const CANARY = 'zq.canary';
const ADDRESS = `${CANARY}@example.org`;
const OTHER = 'mary.zq.canary@example.org';
const AT = new Date('2026-01-05T10:00:00Z');

let room: MailRoom;
let recorder: EventRecorder;
let erasure: Erasure;
let before: Map<string, string>;
let after: Map<string, string>;
let rollupsBefore: unknown;

const naming = (log: string, who = ADDRESS) => log.replaceAll(/user\d+@example\.org/g, who);
const push = (content: string | Buffer, idempotencyKey: string | null = null, format = 'postfix') =>
  receive(room.db, {
    ...{ sourceId: room.source.id, format, idempotencyKey },
    content: new Uint8Array(Buffer.from(content)),
  });
const ingest = (batchId: number) =>
  ingestBatch(
    { db: room.db, recorder, owner: 'worker', now: () => new Date(), retryMs: 1 },
    { sourceId: room.source.id, batchId },
  );
const rollups = () =>
  room.db.rollup.findMany({
    orderBy: [{ bucketMinutes: 'asc' }, { bucketAt: 'asc' }, { labelSetId: 'asc' }],
  });

/** A bounce by mail, the whole of which is in base64. */
const mail = [
  'From: MAILER-DAEMON@mx.example',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(`Your message to <${ADDRESS}> could not be delivered: 550 5.1.1 User unknown. `.repeat(4))
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n'),
].join('\r\n');

beforeAll(async () => {
  room = await openMailRoom();
  const { db, source } = room;
  const kept = { ...DEFAULT_KEPT_DAYS, addresses: 30 };
  const secretKeys = [randomBytes(32).toString('base64')];
  recorder = await openRecorder(
    db,
    { keepsSuppressedAddresses: true, keptDays: kept, secretKeys, dataDir: room.at('data') },
    room.databaseUrl,
  );

  // Recorded, in every form in which it is pushed.
  await ingest(await push(naming(messages(0, 2)), `key:${ADDRESS}`));
  await ingest(await push(gzipSync(naming(messages(10, 2)))));
  await ingest(await push(naming(messages(20, 2), OTHER)));
  // Waiting, and given up.
  await push(gzipSync(naming(messages(30, 1)) + messages(40, 1)));
  await push(mail, null, 'mail');
  const dead = await push(naming(messages(50, 1)));
  await db.ingestBatch.updateMany({
    where: { id: dead },
    data: { state: 'dead', fault: `cannot read <${ADDRESS}>` },
  });
  // A file that was broken off in the middle of the address.
  const log = Buffer.from(naming(messages(60, 1)));
  const cut = log.indexOf('canary');
  const upload = await db.upload.create({
    data: {
      ...{ sourceId: source.id, name: `${ADDRESS}.log`, format: 'auto', sizeBytes: log.length },
      ...{ receivedBytes: log.length, modifiedAt: AT, state: 'received', createdBy: 'ada' },
    },
  });
  for (const [position, content] of [
    [0, log.subarray(0, cut)],
    [cut, log.subarray(cut)],
  ] as const) {
    await db.uploadPart.create({
      data: { sourceId: source.id, uploadId: upload.id, position, content: new Uint8Array(content) },
    });
  }
  // What the parser has in hand, and what was written down before it was masked.
  await db.ingestStream.create({
    data: { sourceId: source.id, format: 'exim', parserState: JSON.stringify({ to: ADDRESS }) },
  });
  const unparsed = { reason: 'odd', text: `?? ${encodeURIComponent(ADDRESS)}` };
  await db.unparsedRecord.create({ data: { sourceId: source.id, originId: 1, position: 0, ...unparsed } });
  await db.event.updateMany({
    where: { recipient: { startsWith: 'm***' } },
    data: { diagnostic: `550 ${ADDRESS} is gone` },
  });
  const incident = await db.incident.create({
    data: {
      ...{ cause: 'provider=gmail', severity: 'info', title: 'x', openedAt: AT, lastAt: AT },
      evidence: { sample: `550 <${ADDRESS}> unknown` },
    },
  });
  const channel = await db.channel.create({
    data: { name: 'mail', kind: 'email', settings: { to: ADDRESS } },
  });
  await db.notification.create({
    data: {
      ...{ channelId: channel.id, incidentId: incident.id, about: 'x', reason: 'firing', dueAt: AT },
      ...{ notice: { text: ADDRESS }, answer: `554 ${ADDRESS} rejected` },
    },
  });
  const { recipientHash } = await db.event.findFirstOrThrow({ where: { recipient: 'z***@example.org' } });
  await db.suppression.create({
    data: {
      recipientHash: recipientHash!,
      recipient: 'z***@example.org',
      domain: 'example.org',
      state: 'suppressed',
    },
  });
  await db.suppressionChange.create({
    data: { recipientHash: recipientHash!, at: AT, state: 'suppressed', note: `asked by ${ADDRESS}` },
  });
  await db.auditEntry.create({
    data: { actor: 'carol', action: 'test.done', subject: ADDRESS, details: { to: ADDRESS } },
  });

  before = await dumpOf(room.databaseUrl);
  rollupsBefore = await rollups();
  erasure = await erasePerson(db, ADMINISTRATOR, ' ZQ.Canary@Example.org ');
  after = await dumpOf(room.databaseUrl);
}, 60_000);
afterAll(async () => {
  await recorder.close();
  await room.close();
});

/** Of the other person, whose name ends alike. */
const anonymous = (dump: Map<string, string>) =>
  new Map([...dump].map(([name, text]) => [name, text.replaceAll(OTHER, '')]));

test('before, the address is wherever it was put', () => {
  expect(tablesWith(anonymous(before), CANARY)).toEqual(
    ['audit', 'channel', 'event_20260105', 'incident', 'ingest_batch', 'ingest_stream', 'notification']
      .concat('suppression_change', 'unparsed_record', 'upload')
      .sort(),
  );
  const parts = Buffer.from(before.get('upload_part')!.replace('\n', ''), 'latin1').toString();
  expect(parts).toContain('zq.');
  expect(before.get('kept_address')!.split('\n').length).toBeGreaterThan(3);
});

test('after, a dump of the store holds it nowhere but where somebody set it up', () => {
  expect(tablesWith(anonymous(after), CANARY)).toEqual(['channel']);
  expect(after.get('upload_part')).toBe('');
  expect(erasure.left).toEqual([{ table: 'channel', column: 'settings', rows: 1 }]);
});

test('by its hash nothing is found either, and no whole address is kept', async () => {
  const { db } = room;
  expect([await db.suppression.count(), await db.suppressionChange.count()]).toEqual([0, 0]);
  // Of the other person alone.
  expect(await db.keptAddress.count()).toBe(1);
  const events = await db.event.findMany({ where: { recipient: '***@example.org' } });
  expect(events).toHaveLength(4);
  for (const event of events)
    expect(event).toMatchObject({ recipientHash: null, messageIdHash: null, bounceKey: null, queueId: null });
});

test('no record is shown from where others stand by now', async () => {
  const whoseRecord = async (recipient: string) => {
    const [event] = await room.db.event.findMany({ where: { recipient }, orderBy: { position: 'desc' } });
    const { originId, position } = event!;
    return eventRecord(room.db, { ...event!, originId: String(originId), position: String(position) });
  };
  expect(await whoseRecord('***@example.org')).toMatchObject({
    kind: 'gone',
    why: expect.stringContaining('erased'),
  });
  // What was pushed without them is as it was.
  expect(await whoseRecord('m***@example.org')).toMatchObject({
    kind: 'found',
    text: expect.stringContaining(OTHER),
  });
});

test('every count stays, and somebody else is as they were', async () => {
  expect(await rollups()).toEqual(rollupsBefore);
  expect(await room.events()).toBe(6);
  const others = await room.db.event.findMany({ where: { recipient: 'm***@example.org' } });
  expect(others).toHaveLength(2);
  expect(others.every(({ recipientHash, queueId }) => recipientHash !== null && queueId !== null)).toBe(true);
  expect(after.get('ingest_batch')).toContain(OTHER);
});

test('what waited is read all the same, and counts', async () => {
  const waiting = await room.db.ingestBatch.findFirstOrThrow({
    where: { state: 'received', format: 'postfix' },
    orderBy: { id: 'asc' },
  });
  await ingest(Number(waiting.id));
  const { state, events } = await room.db.ingestBatch.findFirstOrThrow({ where: { id: waiting.id } });
  expect([state, events]).toEqual(['done', 2n]);
  const read = await room.db.event.findMany({
    where: { originId: waiting.id },
    orderBy: { position: 'asc' },
  });
  expect(read.map(({ recipient }) => recipient)).toEqual(['e***@example.org', 'u***@example.org']);
});

test('who erased whom is written down, as far as that may be', async () => {
  const lines = await room.db.auditEntry.findMany({
    where: { actor: ADMINISTRATOR.name },
    orderBy: { id: 'asc' },
  });
  expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
    ['recipient.erasure-begun', 'z***@example.org'],
    ['recipient.erased', 'z***@example.org'],
  ]);
  expect(lines[1]!.details).toMatchObject({ 'event recipient_hash': 4, 'ingest_batch content': 5 });
});

test('again, nothing is found', async () => {
  const again = await erasePerson(room.db, ADMINISTRATOR, ADDRESS);
  expect(again.erased).toEqual([]);
});

test('what of the store may hold bytes is gone through by name', async () => {
  const rows = await room.db.$queryRaw<{ name: string }[]>`
    SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.atttypid = 'bytea'::regtype AND a.attnum > 0 ORDER BY 1`;
  expect(rows.map(({ name }) => name)).toEqual([
    'ingest_batch.content',
    // Of what was sent, so that the same sent again is known; nobody is read out of it.
    'ingest_batch.sent_hash',
    'upload_part.content',
  ]);
});
