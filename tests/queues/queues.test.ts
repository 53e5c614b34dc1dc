import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readEnv } from '@/lib/env';
import type { Payload } from '@/lib/jobs';
import { openLog } from '@/lib/log';
import { openQueues, type Queues, type Watch } from '@/lib/queues';
import { receive } from '@/lib/store/inbox';
import { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { workOnInbox } from '@/workers/ingest';
import { workOnSweeps } from '@/workers/sweep';
import { openTestStore, type TestStore } from '../store/test-store';
import { REDIS_IS_INSTALLED, type RedisServer, sayWhatIsLeftOut, startRedis } from './redis-server';
import { buildScript } from './run-script';

const BACKENDS = [
  { backend: 'postgres', isThere: true },
  { backend: 'redis', isThere: REDIS_IS_INSTALLED },
] as const;
sayWhatIsLeftOut('the queues on Redis');
/** Where a test waits for what went wrong to be noticed. */
const SOON: Watch = { lockMs: 2_000, stalledCheckMs: 1_000, scheduleCheckMs: 500 };

describe.each(BACKENDS)('queues on $backend', { timeout: 180_000 }, ({ backend, isThere }) => {
  describe.skipIf(!isThere)('on a real server', () => {
    let store: TestStore;
    let server: RedisServer | null = null;
    const opened: Queues[] = [];

    beforeAll(async () => {
      store = await openTestStore();
      server = backend === 'redis' ? await startRedis() : null;
      const queues = open();
      await queues.prepare();
      await queues.prepare();
    });

    afterAll(async () => {
      await Promise.all(opened.map((queues) => queues.close()));
      await server?.stop();
      await store.close();
    });

    const options = () => ({ databaseUrl: store.databaseUrl, redisUrls: server ? [server.url] : [] });
    function open(watch?: Watch): Queues {
      const queues = openQueues({ ...options(), ...(watch && { watch }) });
      opened.push(queues);
      return queues;
    }
    async function close(queues: Queues): Promise<void> {
      opened.splice(opened.indexOf(queues), 1);
      await queues.close();
    }
    /** The references that are worked on, in order; the handler decides how long each takes. */
    function collect(queues: Queues, handle: (ref: Payload<'ingest'>) => Promise<void> = async () => {}) {
      const taken: number[] = [];
      const done: number[] = [];
      queues.work('ingest', 4, async (ref) => {
        taken.push(ref.batchId);
        await handle(ref);
        done.push(ref.batchId);
      });
      return { taken, done };
    }
    const until = (condition: () => boolean | Promise<boolean>, timeout = 30_000) =>
      vi.waitFor(async () => expect(await condition()).toBe(true), { timeout, interval: 20 });

    test('is the backend that was asked for', () => {
      expect(open().backend).toBe(backend);
    });

    test('a job is a reference: anything more is refused', async () => {
      const queues = open();
      const more = { sourceId: 1, batchId: 1, content: 'a log line' };
      await expect(queues.add('ingest', more)).rejects.toThrow(/content/);
      await expect(queues.add('ingest', { sourceId: 1 } as Payload<'ingest'>)).rejects.toThrow(/batchId/);
      expect(await queues.queue('ingest').count()).toBe(0);
    });

    test('jobs of one key are one until it is done; then comes its successor', async () => {
      const queues = open();
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await queues.add('ingest', { sourceId: 1, batchId: 7 });
      await queues.add('ingest', { sourceId: 1, batchId: 7 });
      await queues.add('ingest', { sourceId: 1, batchId: 8 });
      const { taken, done } = collect(queues, () => held);
      await until(() => taken.length === 2);
      await queues.add('ingest', { sourceId: 1, batchId: 7 });
      await sleep(200);
      expect([...taken].sort()).toEqual([7, 8]);
      release();
      await until(() => done.length === 2);
      await until(async () => (await queues.queue('ingest').getJobCountByTypes('active', 'waiting')) === 0);
      await queues.add('ingest', { sourceId: 1, batchId: 7 });
      await until(() => done.length === 3);
      expect(done.at(-1)).toBe(7);
      await close(queues);
    });

    test('a job that failed makes room for its successor', async () => {
      const queues = open();
      let attempts = 0;
      const { taken } = collect(queues, async () => {
        if (++attempts === 1) throw new Error('the store is away');
      });
      await queues.add('ingest', { sourceId: 1, batchId: 9 });
      await until(() => taken.length === 1);
      await until(async () => (await queues.queue('ingest').getJobCountByTypes('active', 'waiting')) === 0);
      await queues.add('ingest', { sourceId: 1, batchId: 9 });
      await until(() => taken.length === 2);
      await close(queues);
    });

    test('close() waits for the job that is being worked on, and tells it', async () => {
      const queues = open();
      let told = false;
      let finished = false;
      let started = () => {};
      const running = new Promise<void>((resolve) => {
        started = resolve;
      });
      queues.work('ingest', 1, async (_, signal) => {
        signal.addEventListener('abort', () => {
          told = true;
        });
        started();
        await sleep(500);
        finished = true;
      });
      await queues.add('ingest', { sourceId: 1, batchId: 10 });
      await running;
      await close(queues);
      expect({ told, finished }).toEqual({ told: true, finished: true });
    });

    test('what many processes repeat is one schedule, and goes on', async () => {
      const all = Array.from({ length: 5 }, () => open());
      let runs = 0;
      for (const queues of all) queues.work('prune', 1, async () => void runs++).on('error', () => {});
      await Promise.all(all.map((queues) => queues.repeat('prune', 500)));
      const runsInThreeSeconds = async () => {
        const before = runs;
        await sleep(3_000);
        return runs - before;
      };
      // Where setting it up at once broke its chain, it is mended after a while.
      await vi.waitFor(async () => expect([5, 6, 7]).toContain(await runsInThreeSeconds()), {
        timeout: 25_000,
      });
      expect(await all[0]!.queue('prune').getJobSchedulersCount()).toBe(1);
      await Promise.all(all.map(close));
    });

    test('the job of a killed worker is run again', async () => {
      const script = await buildScript('worker-that-never-ends.ts');
      const queues = open(SOON);
      await queues.add('ingest', { sourceId: 1, batchId: 11 });
      const child = script.start({ DATABASE_URL: store.databaseUrl, REDIS_URL: server?.url ?? '' });
      const [words] = await once(child.stdout!, 'data');
      expect(String(words)).toBe('took 11\n');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await queues.add('ingest', { sourceId: 1, batchId: 11 });
      const { done } = collect(queues);
      await until(() => done.length > 0, 25_000);
      expect(done).toEqual([11]);
      await close(queues);
      await script.remove();
    });

    test('a queue that is wiped loses nothing: the inbox is queued again, and so are the schedules', async () => {
      const { db } = store;
      const source = await ensureSource(db, {
        name: 'pushed',
        kind: 'import',
        format: 'postfix',
        paths: [],
        timeZone: 'UTC',
      });
      const content = new TextEncoder().encode(
        'Jan  5 00:00:11 relay1 postfix/smtp[1]: 4C1234ABCD: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n',
      );
      const queues = open(SOON);
      const recorder = await EventRecorder.open(store.databaseUrl, 'key');
      const log = openLog('silent', 'test');
      const env = readEnv({ NODE_ENV: 'test' });
      const deployment = { env, log, db, recorder, queues };
      for (let n = 0; n < 20; n++) {
        const batchId = await receive(db, {
          sourceId: source.id,
          format: 'postfix',
          content,
          idempotencyKey: null,
        });
        await queues.add('ingest', { sourceId: source.id, batchId });
      }
      await queues.repeat('sweep', 15_000);
      await wipe();
      // Time goes by: the sweeper leaves alone what may still be on its way.
      await db.ingestBatch.updateMany({ data: { receivedAt: new Date(Date.now() - 3_600_000) } });
      workOnInbox(deployment);
      await workOnSweeps(deployment);
      await until(async () => (await db.ingestBatch.count({ where: { state: 'done' } })) === 20, 60_000);
      expect(await db.event.count({ where: { sourceId: source.id } })).toBe(20);

      await wipe();
      await until(async () => (await queues.queue('sweep').getJobSchedulersCount()) === 1, 30_000);
      await close(queues);
      await recorder.close();
    });

    async function wipe(): Promise<void> {
      if (server) return void (await server.redis.flushall());
      const tables = await store.db.$queryRaw<{ name: string }[]>`
        SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`;
      const truncate = `TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`;
      // What the queues are doing holds single tables of these meanwhile: whoever waits in a circle is told to try again.
      await vi.waitFor(() => store.db.$executeRawUnsafe(truncate), { timeout: 30_000 });
    }
  });
});
