import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareStore } from '@/bin/supervisor/store';
import type { Db } from '@/lib/db';
import { seededRandom } from '../bench/seeded-random';
import { bounceboard, type Running } from '../bin/bounceboard';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { REDIS_IS_INSTALLED, sayWhatIsLeftOut, startRedis } from '../queues/redis-server';
import { EXTENT } from './extent';
import { countsIn, type KnownLog, writeKnownLog } from './known-log';
import { STEPS, terminateOthers, untilRunning } from './statements';

let home: MailRoom;
let log: KnownLog;
beforeAll(async () => {
  home = await openMailRoom();
  log = await writeKnownLog(home.at('known.log'), EXTENT.followedLines);
});
afterAll(() => home.close());

/** How many times the file grows, and how long its writer rests in between. */
const PIECES = 80;
const REST_MS = 250;

/** A commit may be over before it is seen. */
const STEP_MS = 3_000;
/** A reader that has taken its file, and one at each step of its batch. */
const MOMENTS = [null, ...STEPS] as const;

/** Two workers that follow one file; whoever is killed is started again, as a supervisor does. */
class Crew {
  readonly #env: Record<string, string>;
  #workers: Running[] = [];

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  start(count: number): void {
    for (let n = 0; n < count; n++) this.#workers.push(bounceboard(['worker'], this.#env));
  }

  /** Kills the one that reads the file right now; where it can be met there, at this step of a batch. */
  async killReader(db: Db, step: (typeof STEPS)[number] | null): Promise<void> {
    if (step) await untilRunning(db, step, AbortSignal.timeout(STEP_MS));
    for (let tries = 0; tries < 5_000; tries++) {
      const held = await db.fileGeneration.findFirst({ where: { leaseOwner: { not: null } } });
      const pid = Number(/-(\d+)$/.exec(held?.leaseOwner ?? '')?.[1]);
      const reader = this.#workers.find(({ child }) => child.pid === pid);
      if (reader) {
        reader.child.kill('SIGKILL');
        expect((await reader.ended).signal).toBe('SIGKILL');
        this.#workers = this.#workers.filter((worker) => worker !== reader);
        this.start(1);
        return;
      }
      await sleep(2);
    }
    throw new Error('nobody reads the file');
  }

  /** Leaves nobody behind, also where the test went wrong. */
  end(): void {
    for (const { child } of this.#workers) child.kill('SIGKILL');
  }

  /** Everybody who was not killed is still there, and ends in order when told to. */
  async stop(): Promise<void> {
    const gone = this.#workers.filter(({ child }) => child.exitCode !== null);
    for (const { child } of this.#workers) child.kill('SIGTERM');
    const ends = await Promise.all(this.#workers.map(({ ended }) => ended));
    expect(gone.map((_, n) => ends[n]?.err)).toEqual([]);
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
  }
}

/** Appends the known log piece by piece; pieces end anywhere, also in the middle of a line. */
async function writeSlowly(to: string): Promise<void> {
  const content = await fs.readFile(log.file);
  const random = seededRandom(11);
  let from = 0;
  for (let piece = 1; piece <= PIECES; piece++) {
    const upTo =
      piece === PIECES ? content.length : Math.floor((content.length * (piece - random())) / PIECES);
    await fs.appendFile(to, content.subarray(from, upTo));
    from = upTo;
    await sleep(REST_MS);
  }
}

const BACKENDS = [
  { backend: 'PostgreSQL', isThere: true },
  { backend: 'Redis', isThere: REDIS_IS_INSTALLED },
];
sayWhatIsLeftOut('workers that are killed, on Redis');

describe.concurrent.each(BACKENDS)('queues on $backend', ({ backend, isThere }) => {
  test.skipIf(!isThere)(
    'two workers that follow a growing file and are killed in turn, and cut off from the store, count exactly',
    async ({ expect, onTestFinished }) => {
      const room = await openMailRoom();
      const redis = backend === 'Redis' ? await startRedis() : null;
      await prepareStore(room.databaseUrl, redis ? [redis.url] : []);
      const file = await room.write('mail.log', '');
      const crew = new Crew({
        DATABASE_URL: room.databaseUrl,
        ...(redis && { REDIS_URL: redis.url }),
        BOUNCEBOARD_LOGS: file,
        BOUNCEBOARD_TIME_ZONE: 'UTC',
        BOUNCEBOARD_ADMIN_PORT: '0',
      });
      onTestFinished(async () => {
        crew.end();
        await room.close();
        await redis?.stop();
      });
      crew.start(2);
      const writing = writeSlowly(file);
      for (let kill = 0; kill < EXTENT.workerKills; kill++)
        await crew.killReader(room.db, MOMENTS[(kill + (redis ? 2 : 0)) % MOMENTS.length]!);
      await terminateOthers(room.db);
      if (redis) await redis.redis.flushall();
      await writing;
      const until = Date.now() + EXTENT.timeoutMs;
      const isDone = async () =>
        (await room.db.fileGeneration.count({ where: { position: log.bytes } })) === 1;
      while (!(await isDone()) && Date.now() < until) await sleep(50);
      expect(await countsIn(room.db)).toEqual(log.truth);
      await crew.stop();
      expect(await countsIn(room.db)).toEqual(log.truth);
    },
    3 * EXTENT.timeoutMs,
  );
});
