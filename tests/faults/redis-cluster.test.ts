import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { acceptPush } from '@/lib/intake/accept-push';
import { Announcer } from '@/lib/intake/announcer';
import { openLog } from '@/lib/log';
import { openQueues } from '@/lib/queues';
import { checkRedis } from '@/workers/redis-check';
import { bounceboard } from '../bin/bounceboard';
import { openTestIntake } from '../intake/open-intake';
import { startRedisCluster } from '../queues/redis-cluster';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut } from '../queues/redis-server';
import { EXTENT } from './extent';
import { countsIn, writeKnownLog } from './known-log';

sayWhatIsLeftOut('a Redis Cluster whose masters are killed');

/** All queues lie in the slot of their prefix. */
const QUEUES = '{bounceboard}:ingest:wait';
const { lines, pieces, kills } = EXTENT.cluster;

describe.skipIf(!REDIS_IS_INSTALLED)('queues on a Redis Cluster', () => {
  test(
    'what is pushed while masters are killed counts exactly once; where all nodes are away it is still taken, and everybody can stop',
    async ({ onTestFinished }) => {
      const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-pushed-'));
      onTestFinished(() => fs.rm(folder, { recursive: true }));
      const log = await writeKnownLog(path.join(folder, 'known.log'), lines);
      const content = await fs.readFile(log.file);

      const cluster = await startRedisCluster();
      onTestFinished(() => cluster.stop());
      // As the dashboard's process does: what is in the inbox is announced, and nobody waits for that.
      const queues = openQueues({ redisUrls: cluster.urls, databaseUrl: '' });
      const announcer = new Announcer((ref) => queues.add('ingest', ref), openLog('silent', 'test'));
      const home = await openTestIntake({ announce: (ref) => announcer.announce(ref) });
      onTestFinished(() => home.close());
      const { db, databaseUrl } = home.store;
      await queues.redis!.ping(); // It is connected.
      await cluster.configure('maxmemory-policy', 'allkeys-lru');
      await expect(checkRedis(queues.redis!, openLog('silent', 'test'))).rejects.toThrow(/noeviction/);
      await cluster.configure('maxmemory-policy', 'noeviction');
      const worker = bounceboard(['worker'], {
        ...{ DATABASE_URL: databaseUrl, REDIS_URL: cluster.urls.join(',') },
        ...{ BOUNCEBOARD_ADMIN_PORT: '0', BOUNCEBOARD_DATA: folder },
      });
      onTestFinished(async () => {
        worker.child.kill('SIGKILL');
        await worker.ended;
      });
      const recorded = (events: number) =>
        vi.waitFor(
          async () => expect(await db.event.count(), worker.saying()).toBeGreaterThanOrEqual(events),
          {
            timeout: EXTENT.timeoutMs,
            interval: 50,
          },
        );

      const { name, token } = await home.source('push', {}, 'postfix');
      const push = async (from: number, upTo: number) => {
        const request = new Request(`http://127.0.0.1/api/v1/ingest/${name}`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}` },
          body: content.subarray(cut(from), cut(upTo)),
        });
        expect((await acceptPush(home.intake, request, name)).status).toBe(202);
      };
      /** Pieces end after whole lines, of any message. */
      const cut = (piece: number) =>
        piece === pieces ? content.length : content.indexOf('\n', (content.length * piece) / pieces) + 1;

      // A third of each stretch is recorded before the kill, a third pushed while the master is away, the rest after.
      let pushed = 0;
      for (let kill = 1; kill <= kills; kill++) {
        const end = Math.floor((pieces * kill) / kills);
        const third = Math.floor((end - pushed) / 3);
        const before = await db.event.count();
        for (let n = 0; n < third; n++) await push(pushed, ++pushed);
        await recorded(before + 1);
        const takenOver = cluster.killMaster(QUEUES);
        for (let n = 0; n < third; n++) {
          await push(pushed, ++pushed);
          await sleep(20);
        }
        await takenOver;
        while (pushed < end) await push(pushed, ++pushed);
        if (kill < kills) await cluster.startKilled();
      }
      await recorded(log.truth.events);
      const { events, rollups, delays } = await countsIn(db);
      expect({ events, rollups, delays }).toEqual({
        events: log.truth.events,
        rollups: log.truth.rollups,
        delays: log.truth.delays,
      });

      await cluster.killAll();
      const late = Buffer.from('Mar  9 00:00:11 relay1 postfix/qmgr[1]: 4C1234ABCD: removed\n');
      const request = new Request(`http://127.0.0.1/api/v1/ingest/${name}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: late,
      });
      expect((await acceptPush(home.intake, request, name)).status).toBe(202);
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toMatchObject({ code: 0 });
      await queues.close();
      expect(await db.ingestBatch.count({ where: { state: { not: 'done' } } })).toBe(1);
    },
    3 * EXTENT.timeoutMs,
  );
});
