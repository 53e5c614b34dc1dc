import pg from 'pg';
import { describe, test, vi } from 'vitest';
import { openQueues } from '@/lib/queues';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut } from '../queues/redis-server';
import { EXTENT } from './extent';
import { ListeningWorker } from './listening-worker';
import { terminateOthers } from './statements';

const MAILS = 3;
/** The sweep finds what lost its job, and a job whose worker died is run again after a while. */
const WAIT = { timeout: 180_000, interval: 100 };

const BACKENDS = [
  { backend: 'PostgreSQL', isThere: true },
  { backend: 'Redis', isThere: REDIS_IS_INSTALLED },
];
sayWhatIsLeftOut('workers that are killed at each step of a mail, with queues on Redis');

/** Nobody gets past these tables until it is let go. */
async function lockTables(databaseUrl: string, tables: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {}); // Its connection is ended with all others.
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
  return client;
}

/** The queue takes no job. */
async function stopQueue({ room, redis }: ListeningWorker): Promise<() => Promise<unknown>> {
  if (redis) {
    await redis.redis.call('CLIENT', 'PAUSE', '600000', 'WRITE');
    return () => redis.redis.call('CLIENT', 'UNPAUSE');
  }
  const tables = await room.db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'`;
  const client = await lockTables(room.databaseUrl, tables.map(({ name }) => name).join(', '));
  return () => client.end().catch(() => {});
}

/** Jobs are taken, and come no further than where they would begin to record. */
async function stopRecording({ room }: ListeningWorker): Promise<() => Promise<unknown>> {
  const client = await lockTables(room.databaseUrl, 'ingest_stream');
  return () => client.end().catch(() => {});
}

describe.concurrent.each(BACKENDS)('queues on $backend', ({ backend, isThere }) => {
  test.skipIf(!isThere)(
    'a worker that is killed when mails are acknowledged, and when they are queued: each counts once',
    async ({ expect, onTestFinished }) => {
      const worker = await ListeningWorker.open(backend);
      onTestFinished(() => worker.close());
      const { room, redis } = worker;
      const send = (from: number) =>
        Promise.all(Array.from({ length: MAILS }, (_, n) => worker.send(from + n)));
      await worker.send(0);

      const letQueue = await stopQueue(worker);
      await send(1);
      await worker.kill();
      // What its connections were waiting to do is not done when the way is free.
      await terminateOthers(room.db);
      await letQueue();
      const acknowledged = { where: { state: 'received' } };
      expect(await room.db.ingestBatch.count(acknowledged)).toBeGreaterThanOrEqual(MAILS);

      worker.start();
      const letRecord = await stopRecording(worker);
      await send(1 + MAILS);
      const queues = openQueues({ databaseUrl: room.databaseUrl, redisUrls: redis ? [redis.url] : [] });
      onTestFinished(() => queues.close());
      await vi.waitFor(async () => {
        const { waiting = 0, active = 0 } = await queues.queue('ingest').getJobCounts('waiting', 'active');
        expect(waiting + active).toBeGreaterThan(0);
      }, WAIT);
      await worker.kill();
      await letRecord();
      const before = await room.events();
      expect(before).toBeLessThanOrEqual(1);

      // Time goes by: the sweep leaves alone what may still be on its way.
      await room.db.ingestBatch.updateMany({ data: { receivedAt: new Date(Date.now() - 3_600_000) } });
      worker.start();
      const mails = 1 + 2 * MAILS;
      await vi.waitFor(async () => expect(await room.events()).toBe(mails), WAIT);
      expect(await room.db.ingestBatch.count({ where: { state: 'done' } })).toBe(mails);
      const where = { bucketMinutes: 1440 };
      const { _sum } = await room.db.rollup.aggregate({ where, _sum: { events: true } });
      expect(Number(_sum.events)).toBe(mails);
    },
    EXTENT.timeoutMs + 2 * WAIT.timeout,
  );
});
