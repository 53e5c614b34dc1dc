import fs from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventDetail } from '@/lib/queries/event-detail';
import { eventRecord } from '@/lib/queries/event-record';
import { messageAttempts } from '@/lib/queries/message-attempts';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';

const stamp = (minute: number) => `Nov 20 10:${String(minute).padStart(2, '0')}:00 mx1`;
const attempt = (minute: number, to: string, said: string, host = 'mx1') =>
  `${stamp(minute)} postfix/smtp[9]: 4ABC12345: to=<${to}>, relay=${host}.example.org[192.0.2.7]:25, delay=${minute * 60}, delays=0/0/0/1, ${said}`;
const DEFERRED = 'dsn=4.7.0, status=deferred (host said: 421 4.7.0 Try again later <jane@example.org>)';
const SENT = 'dsn=2.0.0, status=sent (250 2.0.0 OK)';
const LINES = [
  `${stamp(0)} postfix/cleanup[8]: 4ABC12345: message-id=<m1@news.example.com>`,
  `${stamp(0)} postfix/qmgr[7]: 4ABC12345: from=<bounce@news.example.com>, size=100, nrcpt=2 (queue active)`,
  attempt(1, 'jane@example.org', DEFERRED),
  attempt(2, 'jane@example.org', DEFERRED, 'mx2'),
  attempt(3, 'joe@example.org', SENT),
  attempt(9, 'jane@example.org', SENT),
];

let room: MailRoom;
beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());

const keyOf = (event: { sourceId: number; originId: bigint; position: bigint; at: Date }) => ({
  ...event,
  originId: String(event.originId),
  position: String(event.position),
});
const eventsOf = async (origin: number) => {
  const events = await room.db.event.findMany({ where: { originId: origin }, orderBy: { position: 'asc' } });
  return events.map(keyOf);
};

test('each event’s own line is read again from its file, rotated, compressed or not', async () => {
  const file = await room.write('mail.log', `${LINES.join('\n')}\n`);
  const origin = await room.importFile(file);
  const events = await eventsOf(origin);
  expect(events.length).toBe(4);
  for (const [i, event] of events.entries())
    expect(await eventRecord(room.db, event)).toMatchObject({
      kind: 'found',
      text: LINES[2 + i],
      isCut: false,
    });

  const packed = await room.write('mail.log.1.gz', gzipSync(await fs.readFile(file)));
  await fs.rm(file);
  expect(await eventRecord(room.db, events[0]!)).toMatchObject({
    kind: 'gone',
    why: expect.stringContaining('not there any more'),
  });
  await room.db.fileGeneration.updateMany({ where: { id: origin }, data: { path: packed } });
  expect(await eventRecord(room.db, events[3]!)).toMatchObject({ kind: 'found', text: LINES[5] });

  // Other bytes of the same length in the same place are not what was read.
  await fs.writeFile(packed, `${LINES.join('\n')}\n`.replaceAll('jane', 'anna'));
  expect(await eventRecord(room.db, events[0]!)).toMatchObject({
    kind: 'gone',
    why: expect.stringContaining('Other bytes'),
  });
});

test('one message: every attempt for one recipient in order, and how it went for the others', async () => {
  const [first] = await room.db.event.findMany({ orderBy: { position: 'asc' } });
  const event = await eventDetail(room.db, keyOf(first!));
  expect(event).toMatchObject({ source: 'mail', queueId: '4ABC12345', recipient: 'j***@example.org' });
  const { attempts, others } = await messageAttempts(room.db, event!);
  expect(attempts.map(({ outcome, mxHost }) => [outcome, mxHost])).toEqual([
    ['deferred', 'mx1.example.org'],
    ['deferred', 'mx2.example.org'],
    ['delivered', 'mx1.example.org'],
  ]);
  expect(attempts.map(({ delayMs }) => delayMs)).toEqual([60_000, 120_000, 540_000]);
  expect(others).toEqual([{ outcome: 'delivered', recipients: 1 }]);
});

test('a record that was pushed is found in its batch, and said to be forgotten after that', async () => {
  const content = Buffer.from(`${LINES[3]}\n${LINES[4]}\n`);
  const batch = await room.db.ingestBatch.create({
    data: { sourceId: room.source.id, format: 'postfix', content, state: 'done', position: 5000n },
  });
  const key = {
    sourceId: room.source.id,
    originId: String(batch.id),
    position: String(5000 + LINES[3]!.length + 1),
    at: new Date(),
  };
  expect(await eventRecord(room.db, key)).toMatchObject({ kind: 'found', text: LINES[4] });
  await room.db.ingestBatch.deleteMany();
  expect(await eventRecord(room.db, key)).toMatchObject({
    kind: 'gone',
    why: expect.stringContaining('forgotten'),
  });
});
