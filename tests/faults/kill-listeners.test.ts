import { setTimeout as sleep } from 'node:timers/promises';
import { describe, test, vi } from 'vitest';
import { seededRandom } from '../bench/seeded-random';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut } from '../queues/redis-server';
import { EXTENT } from './extent';
import { ListeningWorker } from './listening-worker';
import { terminateOthers } from './statements';

const SENDERS = 4;
/** A job that dies with its worker is found by the sweep, which takes up to a minute. */
const WAIT = { timeout: 180_000, interval: 100 };

async function sendAll(
  worker: ListeningWorker,
  count: number,
  onStored: (stored: number) => void,
): Promise<void> {
  const queue = Array.from({ length: count }, (_, n) => n);
  let stored = 0;
  const sender = async () => {
    for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
      await worker.send(n);
      onStored(++stored);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

const BACKENDS = [
  { backend: 'PostgreSQL', isThere: true },
  { backend: 'Redis', isThere: REDIS_IS_INSTALLED },
];
sayWhatIsLeftOut('listeners that are killed, with queues on Redis');

describe.concurrent.each(BACKENDS)('queues on $backend', ({ backend, isThere }) => {
  test.skipIf(!isThere)(
    'reports whose worker is killed, and whose store is cut off, again and again are each counted once',
    async ({ expect, onTestFinished }) => {
      const worker = await ListeningWorker.open(backend);
      onTestFinished(() => worker.close());
      const { room } = worker;
      const random = seededRandom(23);
      let kills = 0;
      let killing = Promise.resolve();
      await sendAll(worker, EXTENT.mails, (stored) => {
        // In the middle of whatever the other senders' mails have come to.
        const isTime = stored % Math.floor(EXTENT.mails / (EXTENT.mailKills + 1)) === 0;
        if (!isTime || stored === EXTENT.mails) return;
        killing = killing.then(async () => {
          await sleep(random() * 30);
          if (kills++ % 2 === 1) {
            await terminateOthers(room.db);
            return;
          }
          await worker.kill();
          worker.start();
        });
      });
      await killing;
      expect(kills).toBeGreaterThanOrEqual(EXTENT.mailKills);
      await vi.waitFor(async () => expect(await room.events()).toBe(EXTENT.mails), WAIT);
      expect(await room.db.ingestBatch.count()).toBe(EXTENT.mails);
      expect(
        await room.db.event.groupBy({ by: ['originId'], having: { originId: { _count: { gt: 1 } } } }),
      ).toEqual([]);
      const { code, err } = await worker.stop();
      expect({ code, err }).toMatchObject({ code: 0 });
    },
    EXTENT.timeoutMs + WAIT.timeout,
  );
});
