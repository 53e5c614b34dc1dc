import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import type { BatchRef } from '@/lib/store/inbox';
import { recorderThat } from '../store/record';
import { report } from '../workers/bounce-mail';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages, queueId } from './postfix-lines';

const BATCHES = 200;

// A loaded machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

async function pushAll(contents: string[], format: string): Promise<number> {
  const data = contents.map((content) => ({
    ...{ sourceId: room.source.id, format, content: new Uint8Array(Buffer.from(content)) },
  }));
  await room.db.ingestBatch.createMany({ data });
  const first = await room.db.ingestBatch.findFirstOrThrow({ orderBy: { id: 'asc' }, select: { id: true } });
  return Number(first.id);
}

/** How many batches each transaction was to bring. */
const tried: number[] = [];
beforeEach(() => {
  tried.length = 0;
});
type Record = typeof room.recorder.record;
async function ingest(batchId: number, record: Record = (...given) => room.recorder.record(...given)) {
  const counting: Record = (...given) => {
    const [, ...batches] = given;
    tried.push(batches.length);
    return record(...given);
  };
  const recorder = recorderThat(room.recorder, counting);
  const ingesting = { db: room.db, recorder, owner: 'worker', now: () => new Date(), retryMs: 1 };
  // A loaded machine is not done within one slice of time: the queue would bring what is left, too.
  let left: BatchRef | null = { sourceId: room.source.id, batchId };
  while (left) left = await ingestBatch(ingesting, left);
}

const numbered = Array.from({ length: BATCHES }, (_, n) => n);
const done = () => room.db.ingestBatch.count({ where: { state: 'done' } });
async function expectCountedOnce(events: number): Promise<void> {
  expect(await room.events()).toBe(events);
  const { _sum } = await room.db.rollup.aggregate({
    where: { bucketMinutes: 1440 },
    _sum: { events: true },
  });
  expect(Number(_sum.events)).toBe(events);
}

test('many small batches are one transaction, and each keeps what is its own', async () => {
  const first = await pushAll(
    numbered.map((n) => report(n)),
    'mail',
  );
  await ingest(first);
  expect(tried).toEqual([BATCHES]);
  expect(await done()).toBe(BATCHES);
  await expectCountedOnce(BATCHES);
  const batches = await room.db.ingestBatch.findMany({ select: { id: true, events: true } });
  expect(batches.map(({ events }) => events)).toEqual(batches.map(() => 1n));
  const origins = await room.db.event.findMany({ select: { originId: true } });
  expect(new Set(origins.map(({ originId }) => originId))).toEqual(new Set(batches.map(({ id }) => id)));
});

test('one among them that the store refuses is split off in a few steps, and takes no other with it', async () => {
  const first = await pushAll(
    numbered.map((n) => messages(n, 1)),
    'postfix',
  );
  await room.db.$executeRawUnsafe(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$`);
  await room.db.$executeRawUnsafe(`
    CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW
    WHEN (NEW.queue_id = '${queueId(137)}') EXECUTE FUNCTION refuse()`);
  await ingest(first);
  expect(await done()).toBe(BATCHES - 1);
  expect(await room.db.ingestBatch.findMany({ where: { state: 'dead' }, select: { fault: true } })).toEqual([
    { fault: expect.stringContaining('poison') },
  ]);
  await expectCountedOnce(BATCHES - 1);
  // Halves, down to the one; five attempts at that; and the rest.
  expect(tried.length).toBeLessThan(2 * Math.log2(BATCHES) + 8);
});

test.each(['before', 'after'])('a crash %s the commit loses nothing and repeats nothing', async (when) => {
  const first = await pushAll(
    numbered.map((n) => report(n)),
    'mail',
  );
  const crash: Record = async (...given) => {
    if (when === 'after') await room.recorder.record(...given);
    throw Object.assign(new Error('terminating connection'), { code: '57P01' });
  };
  await expect(ingest(first, crash)).rejects.toThrow('terminating');
  await ingest(first);
  expect(await done()).toBe(BATCHES);
  await expectCountedOnce(BATCHES);
});

test('batches that were forgotten to be done would be counted again: what they are marked by protects', async () => {
  const first = await pushAll(
    numbered.map((n) => messages(n, 1)),
    'postfix',
  );
  await ingest(first);
  await room.db.ingestBatch.updateMany({ data: { state: 'received' } });
  await ingest(first);
  expect(await room.events()).toBe(2 * BATCHES);
});
