import { afterAll, beforeAll, describe, test } from 'vitest';
import { seededRandom } from '../bench/seeded-random';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut } from '../queues/redis-server';
import { EXTENT } from './extent';
import { type KnownLog, writeKnownLog } from './known-log';
import { Machine, SlowWriter } from './machine';
import { SERVER_FAULTS } from './server-faults';

const { randomKills } = EXTENT;
const seed = Number(process.env.BOUNCEBOARD_SEED ?? 3);

let home: MailRoom;
let log: KnownLog;
beforeAll(async () => {
  home = await openMailRoom();
  log = await writeKnownLog(home.at('known.log'), randomKills.lines);
}, EXTENT.timeoutMs + 300_000);
afterAll(() => home.close());
sayWhatIsLeftOut('random kills on Redis');

/** Any worker at any moment, and any of the servers' own misfortunes. */
const FAULTS: typeof SERVER_FAULTS = [
  ...Array.from({ length: 6 }, (_, n) => {
    const kill = async ({ workers }: Machine) => workers[n % 2]?.child.kill('SIGKILL');
    return [`worker ${n % 2} is killed`, kill] as const;
  }),
  ...SERVER_FAULTS.filter(([what]) => !what.includes('for a while')),
];

describe.each(REDIS_IS_INSTALLED ? ['Redis', 'PostgreSQL'].slice(0, randomKills.backends) : ['PostgreSQL'])(
  'queues on %s',
  (backend) => {
    test(
      `faults at random over ${randomKills.seconds} seconds: not one event lost, not one twice`,
      async ({ expect, onTestFinished }) => {
        const machine = await Machine.start(backend);
        const pieceBytes = Math.ceil(log.bytes / (randomKills.seconds * 10));
        const writer = new SlowWriter(log, machine.file, { pieceBytes, restMs: 100 });
        onTestFinished(async () => {
          await writer.stop();
          await machine.close();
        });
        const random = seededRandom(seed);
        const until = Date.now() + randomKills.seconds * 1_000;
        const done: Record<string, number> = {};
        while (Date.now() < until) {
          const [what, fault] = FAULTS[Math.floor(random() * FAULTS.length)]!;
          await fault(machine);
          done[what] = (done[what] ?? 0) + 1;
          await machine.progress(120_000).catch((error: Error) => {
            throw new Error(`${what}: ${error.message}`);
          });
        }
        await writer.finish({ atOnce: true });
        const counts = await machine.countsAtTheEnd(log, EXTENT.timeoutMs);
        console.log(`${backend}, seed ${seed}: ${counts.events} events`, done);
        expect(counts).toEqual(log.truth);
        await machine.drain();
      },
      (randomKills.seconds + 300) * 1_000 + EXTENT.timeoutMs,
    );
  },
);
