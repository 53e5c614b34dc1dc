import fs from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { DEFAULT_KEPT_DAYS } from '@/lib/retention';
import { receive } from '@/lib/store/inbox';
import { prune } from '@/lib/store/prune';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const KEPT_DAYS = 90;
/** The fifth of January, which all the lines are of, is out of retention by then. */
const later = () => new Date(Date.now() + 2 * KEPT_DAYS * 86_400_000);

const partitions = async () =>
  Number(
    (
      await room.db.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass`
    )[0]!.count,
  );
/** What buckets of each length count: the same, whatever became of the events. */
const counted = async () => {
  const rows = await room.db.rollup.groupBy({
    by: ['bucketMinutes'],
    _sum: { events: true },
    orderBy: { bucketMinutes: 'asc' },
  });
  return rows.map(({ _sum }) => Number(_sum.events));
};
const retire = async () => {
  expect(
    (await prune(room.db, later(), { ...DEFAULT_KEPT_DAYS, events: KEPT_DAYS, 'counts-5-minutes': null }))
      .droppedDays,
  ).toHaveLength(1);
  expect(await partitions()).toBe(0);
  expect(await room.events()).toBe(0);
};
const push = async (from: number, count: number) => {
  const sourceId = room.source.id;
  const content = new Uint8Array(Buffer.from(messages(from, count)));
  const key = { idempotencyKey: `from-${from}` };
  const batchId = await receive(room.db, { sourceId, format: 'postfix', content, ...key });
  const told: boolean[] = [];
  await ingestBatch(
    {
      ...{ db: room.db, recorder: room.recorder, owner: 'worker', now: () => new Date(), retryMs: 1 },
      onFailure: (_, __, isDead) => told.push(isDead),
    },
    { sourceId, batchId },
  );
  const batch = await room.db.ingestBatch.findFirstOrThrow({ where: { id: batchId } });
  return { told, batch };
};

test('events that are pushed after their day was dropped are stored and counted with what was counted before', async () => {
  expect((await push(0, 5)).batch.state).toBe('done');
  await retire();
  expect(await counted()).toEqual([5, 5, 5]);

  const { told, batch } = await push(5, 3);
  expect(batch).toMatchObject({ state: 'done', fault: null, events: 3n });
  // The recorder took the day for granted, once.
  expect(told).toEqual([false]);
  expect(await room.events()).toBe(3);
  expect(await counted()).toEqual([8, 8, 8]);
  expect((await push(8, 2)).told).toEqual([]);
  expect(await counted()).toEqual([10, 10, 10]);

  // They are dropped with their day when that has been kept long enough again, and stay counted.
  await retire();
  expect(await counted()).toEqual([10, 10, 10]);
});

test('a file that goes on after its day was dropped says so once, and is read on without loss', async () => {
  const file = await room.write('mail.log', messages(0, 5));
  const id = await room.readOn(file);
  await retire();

  await fs.appendFile(file, messages(5, 3));
  await expect(room.readOn(file)).rejects.toThrow(/no partition/);
  const { position, fault } = await room.generation(id);
  expect(position).toBe(BigInt(messages(0, 5).length));
  expect(fault).toMatch(/no partition/);
  expect(await counted()).toEqual([5, 5, 5]);

  await room.readOn(file);
  expect(await room.generation(id)).toMatchObject({ events: 8n, fault: null });
  expect(await room.events()).toBe(3);
  expect(await counted()).toEqual([8, 8, 8]);
});
