import { afterEach, beforeEach, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { MAX_ATTEMPTS, receive, unfinishedBatches } from '@/lib/store/inbox';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const push = (text: string, options: { idempotencyKey?: string; format?: string } = {}) =>
  receive(room.db, {
    sourceId: room.source.id,
    format: options.format ?? 'postfix',
    content: new TextEncoder().encode(text),
    idempotencyKey: options.idempotencyKey ?? null,
  });
const ingest = (batchId: number) => ingestBatch(room, { sourceId: room.source.id, batchId });
const batch = (id: number) => room.db.ingestBatch.findFirstOrThrow({ where: { id } });

test('a batch is recorded once, however often its job runs', async () => {
  const id = await push(messages(0, 5));
  await Promise.all([ingest(id), ingest(id), ingest(id)]);
  await ingest(id);
  expect(await room.events()).toBe(5);
  expect(await batch(id)).toMatchObject({
    state: 'done',
    events: 5n,
    eventRecords: 5n,
    contextCount: 5n,
    attempts: 0,
  });
});

test('the same key is the same batch, also for many at once', async () => {
  const ids = await Promise.all(
    Array.from({ length: 8 }, () => push(messages(0, 5), { idempotencyKey: 'k1' })),
  );
  expect(new Set(ids).size).toBe(1);
  const other = await push(messages(0, 5), { idempotencyKey: 'k2' });
  expect(ids).not.toContain(other);
});

test('a batch that fails is tried five times, then kept as dead with its fault', async () => {
  const id = await push(messages(0, 5), { format: 'morse' });
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    expect(await unfinishedBatches(room.db, new Date(Date.now() + 1000))).toHaveLength(1);
    await expect(ingest(id)).rejects.toThrow('no format is called "morse"');
    expect((await batch(id)).attempts).toBe(attempt);
  }
  expect(await batch(id)).toMatchObject({ state: 'dead', fault: 'no format is called "morse"' });
  expect(await unfinishedBatches(room.db, new Date(Date.now() + 1000))).toEqual([]);
  await ingest(id);
  expect((await batch(id)).attempts).toBe(MAX_ATTEMPTS);
});

test('what was received just now is left to its own job', async () => {
  await push(messages(0, 1));
  expect(await unfinishedBatches(room.db, new Date(Date.now() - 30_000))).toEqual([]);
});
