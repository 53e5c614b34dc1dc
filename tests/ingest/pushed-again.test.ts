import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { acceptPush } from '@/lib/intake/accept-push';
import { acceptWebhook } from '@/lib/intake/accept-webhook';
import { unfinishedBatches } from '@/lib/store/inbox';
import { EventRecorder } from '@/lib/store/record-events';
import { openTestIntake, type TestIntake, type TestSource } from '../intake/open-intake';
import { messages } from './postfix-lines';

let room: TestIntake;
let recorder: EventRecorder;
let source: TestSource;
beforeAll(async () => {
  room = await openTestIntake();
  recorder = await EventRecorder.open(room.store.databaseUrl, 'key');
});
afterAll(async () => {
  await recorder.close();
  await room.close();
});

/** `all` in pieces that begin at `cuts`. */
const cutAt = <T>(all: readonly T[], cuts: number[]): T[][] =>
  [0, ...cuts].map((from, i) => all.slice(from, cuts[i] ?? all.length));
const workOff = async () => {
  const ingesting = { db: room.store.db, recorder, owner: 'worker', now: () => new Date() };
  for (const ref of await unfinishedBatches(room.store.db, new Date(Date.now() + 60_000)))
    await ingestBatch(ingesting, ref);
};
const counts = async () => {
  const { db } = room.store;
  const where = { sourceId: source.id };
  const { _sum } = await db.rollup.aggregate({
    where: { ...where, bucketMinutes: 1440 },
    _sum: { events: true },
  });
  const { duplicates } = await db.source.findUniqueOrThrow({ where: { id: source.id } });
  return {
    batches: await db.ingestBatch.count({ where: { ...where, state: 'done' } }),
    events: await db.event.count({ where }),
    counted: Number(_sum.events ?? 0),
    duplicates: Number(duplicates),
  };
};

describe('lines of a log that are pushed again', () => {
  const lines = messages(0, 12).split(/(?<=\n)/);
  /** @returns how each piece was answered. */
  const push = async (cuts: number[], keyOf: (piece: number) => string | null) => {
    const statuses: number[] = [];
    for (const [i, piece] of cutAt(lines, cuts).entries()) {
      const key = keyOf(i);
      const headers = {
        authorization: `Bearer ${source.token}`,
        ...(key !== null && { 'idempotency-key': key }),
      };
      const url = `http://localhost/api/v1/ingest/${source.name}`;
      const request = new Request(url, { method: 'POST', body: piece.join(''), headers });
      statuses.push((await acceptPush(room.intake, request, source.name)).status);
    }
    await workOff();
    return statuses;
  };
  beforeEach(async () => {
    source = await room.source('push', {}, 'postfix');
  });

  test('under the same keys are the batches that they were; cut otherwise they are refused, and count nothing', async () => {
    await push([5, 10, 17], (piece) => `piece-${piece}`);
    const once = { batches: 4, events: 12, counted: 12, duplicates: 0 };
    expect(await counts()).toEqual(once);
    expect(await push([5, 10, 17], (piece) => `piece-${piece}`)).toEqual([202, 202, 202, 202]);
    expect(await push([3, 12, 20], (piece) => `piece-${piece}`)).toEqual([422, 422, 422, 422]);
    expect(await push([1], (piece) => `piece-${piece}`)).toEqual([422, 422]);
    expect(await counts()).toEqual(once);
  });

  test('under a key more than before bring what is under that key alone', async () => {
    await push([8, 16], (piece) => `piece-${piece}`);
    expect(await counts()).toMatchObject({ batches: 3, events: 12 });
    // The fourth piece is four lines: two messages.
    expect(await push([8, 16, 20], (piece) => `piece-${piece}`)).toEqual([202, 202, 422, 202]);
    expect(await counts()).toEqual({ batches: 4, events: 14, counted: 14, duplicates: 0 });
  });

  test('without keys are known by their bytes: the same pieces once, other pieces for what they are', async () => {
    for (let time = 0; time < 2; time++) expect(await push([8, 16], () => null)).toEqual([202, 202, 202]);
    expect(await counts()).toEqual({ batches: 3, events: 12, counted: 12, duplicates: 0 });
    // The first piece is as before; the rest, in one, is no batch that was seen.
    await push([8], () => null);
    expect(await counts()).toEqual({ batches: 4, events: 20, counted: 20, duplicates: 0 });
  });

  test('under other keys are attempts of their own: a line says nothing of having been told before', async () => {
    await push([5, 10], (piece) => `a-${piece}`);
    await push([5, 10], (piece) => `b-${piece}`);
    expect(await counts()).toEqual({ batches: 6, events: 24, counted: 24, duplicates: 0 });
  });
});

describe('events that a service posts again', () => {
  let run = 0;
  const entries = () =>
    Array.from({ length: 9 }, (_, n) => ({
      event: 'bounce',
      email: `user${n}@example.org`,
      timestamp: 1_772_359_200 + n,
      sg_event_id: `event-${run}-${n}`,
      sg_message_id: `message-${n}`,
      status: '5.1.1',
      reason: '550 5.1.1 User unknown',
    }));
  /** Genuine deliveries, each by the service's own name for it, if it gives one. */
  const post = async (cuts: number[], deliveryOf: (piece: number) => string | null) => {
    for (const [i, piece] of cutAt(entries(), cuts).entries()) {
      const url = `http://localhost/api/v1/webhooks/${source.name}`;
      const request = new Request(url, { method: 'POST', body: JSON.stringify(piece) });
      const proof = { deliveryId: deliveryOf(i), sentAt: null };
      expect((await acceptWebhook(room.intake, request, source.name, async () => proof)).status).toBe(200);
    }
    await workOff();
  };
  beforeEach(async () => {
    run++;
    source = await room.source('webhook', { service: 'sendgrid', key: 'not looked at here' });
  });

  test('in other deliveries, cut elsewhere, count once by their own ids', async () => {
    await post([4, 6], (piece) => `first-${piece}`);
    expect(await counts()).toEqual({ batches: 3, events: 9, counted: 9, duplicates: 0 });
    await post([1, 5, 8], (piece) => `second-${piece}`);
    await post([], () => null);
    expect(await counts()).toEqual({ batches: 8, events: 9, counted: 9, duplicates: 18 });
  });

  test('in deliveries of the same name are those deliveries', async () => {
    await post([4, 6], (piece) => `first-${piece}`);
    await post([2, 7], (piece) => `first-${piece}`);
    expect(await counts()).toEqual({ batches: 3, events: 9, counted: 9, duplicates: 0 });
  });
});
