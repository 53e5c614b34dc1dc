import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut } from '../queues/redis-server';
import { EXTENT } from './extent';
import { countsIn, type KnownLog, writeKnownLog } from './known-log';
import { Machine, SlowWriter } from './machine';
import { SERVER_FAULTS } from './server-faults';
import { makeEventsPerish } from './statements';

let home: MailRoom;
let log: KnownLog;
beforeAll(async () => {
  home = await openMailRoom();
  log = await writeKnownLog(home.at('known.log'), EXTENT.followedLines);
});
afterAll(() => home.close());

const BACKENDS = [
  { backend: 'PostgreSQL', isThere: true },
  { backend: 'Redis', isThere: REDIS_IS_INSTALLED },
];
sayWhatIsLeftOut('servers that are killed, with queues on Redis');

describe.concurrent.each(BACKENDS)('queues on $backend', ({ backend, isThere }) => {
  test.skipIf(!isThere)(
    'every line counts once, whatever happens to the servers',
    async ({ expect, onTestFinished }) => {
      const machine = await Machine.start(backend);
      const writer = new SlowWriter(log, machine.file, { pieceBytes: 4_000, restMs: 50 });
      onTestFinished(async () => {
        await writer.stop();
        await machine.close();
      });
      await machine.progress(120_000);
      for (const [what, fault] of SERVER_FAULTS) {
        const startedAt = Date.now();
        await fault(machine);
        await machine.progress(120_000).catch((error: Error) => {
          throw new Error(`${what}: ${error.message}`);
        });
        if (process.env.BOUNCEBOARD_FAULTS) console.log(`${backend}: ${what}: ${Date.now() - startedAt} ms`);
      }
      await writer.finish({ atOnce: true });
      expect(await machine.countsAtTheEnd(log, EXTENT.timeoutMs)).toEqual(log.truth);
      await machine.drain();
      expect(await machine.countsAtTheEnd(log, 0)).toEqual(log.truth);

      // The control: a store that keeps the positions and loses the events is found out by the very same counts.
      if (backend !== 'PostgreSQL') return;
      await makeEventsPerish(machine.db);
      await machine.killPostgres();
      await machine.startPostgres();
      const isBack = async () => expect(await machine.position()).toBe(log.bytes);
      await vi.waitFor(isBack, { timeout: 60_000, interval: 100 });
      expect(await countsIn(machine.db)).toEqual({ ...log.truth, events: 0, positions: 0 });
    },
    3 * EXTENT.timeoutMs,
  );
});
