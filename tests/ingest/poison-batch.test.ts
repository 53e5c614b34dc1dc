import { afterEach, beforeEach, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { MAX_ATTEMPTS, receive, retryBatch } from '@/lib/store/inbox';
import { OPERATOR } from '../auth/people';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages, queueId } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const push = async (from: number, count: number) => {
  const content = new Uint8Array(Buffer.from(messages(from, count)));
  const sourceId = room.source.id;
  return receive(room.db, { sourceId, format: 'postfix', content, idempotencyKey: `from-${from}` });
};
const ingest = async (batchId: number) => {
  const told: { fault: string; isDead: boolean }[] = [];
  // A slow machine needs more than one slice of a worker's time.
  let left: Awaited<ReturnType<typeof ingestBatch>> = { sourceId: room.source.id, batchId };
  while (left !== null) {
    left = await ingestBatch(
      {
        ...{ db: room.db, recorder: room.recorder, owner: 'worker', now: () => new Date(), retryMs: 1 },
        onFailure: (_, fault, isDead) => told.push({ fault, isDead }),
      },
      left,
    );
  }
  return told;
};
const stateOf = (id: number) => room.db.ingestBatch.findFirstOrThrow({ where: { id } });
/** Events, and what the days count: the two agree or something was lost or counted twice. */
const counts = async () => {
  const { _sum } = await room.db.rollup.aggregate({
    where: { bucketMinutes: 1440 },
    _sum: { events: true },
  });
  return { events: await room.events(), counted: Number(_sum.events ?? 0) };
};

/** From now on the server refuses the event of message `n`, in the midst of the transaction. */
const refuse = async (n: number) => {
  await room.db.$executeRawUnsafe(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'this event is poison'; END $$`);
  await room.db.$executeRawUnsafe(`
    CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW
    WHEN (NEW.queue_id = '${queueId(n)}') EXECUTE FUNCTION refuse()`);
};
const refuseNoMore = () => room.db.$executeRawUnsafe('DROP FUNCTION refuse CASCADE');

test('a batch that the store refuses is dead after five attempts, with all of it uncounted and all behind it counted', async () => {
  const before = await push(0, 5);
  const poison = await push(5, 7);
  const behind = [await push(12, 3), await push(15, 2)];
  await refuse(8);

  const told = await ingest(before);
  expect(told.map(({ isDead }) => isDead)).toEqual([false, false, false, false, true]);
  for (const { fault } of told) expect(fault).toContain('this event is poison');
  expect(await stateOf(poison)).toMatchObject({
    state: 'dead',
    attempts: MAX_ATTEMPTS,
    events: 0n,
    fault: expect.stringContaining('this event is poison'),
  });
  for (const id of [before, ...behind]) expect((await stateOf(id)).state).toBe('done');
  expect(await counts()).toEqual({ events: 10, counted: 10 });
  // Its key is still its own: pushed again it is the same batch, and no copy of it slips past.
  expect(await push(5, 7)).toBe(poison);

  // Tried again too early it is dead again, and no worse.
  expect(await retryBatch(room.db, OPERATOR, { sourceId: room.source.id, batchId: poison })).toBe(true);
  expect(await ingest(poison)).toHaveLength(MAX_ATTEMPTS);
  expect(await counts()).toEqual({ events: 10, counted: 10 });

  await refuseNoMore();
  expect(await retryBatch(room.db, OPERATOR, { sourceId: room.source.id, batchId: poison })).toBe(true);
  expect(await ingest(poison)).toEqual([]);
  expect(await stateOf(poison)).toMatchObject({ state: 'done', fault: null, events: 7n });
  expect(await counts()).toEqual({ events: 17, counted: 17 });
});
