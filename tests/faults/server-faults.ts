import { setTimeout as sleep } from 'node:timers/promises';
import { vi } from 'vitest';
import { EXTENT } from './extent';
import type { Machine } from './machine';
import { terminateOthers } from './statements';

/** What is done to the servers while lines come in; after each of them more has to be read. */
export const SERVER_FAULTS: readonly (readonly [
  what: string,
  fault: (machine: Machine) => Promise<unknown>,
])[] = [
  [
    'PostgreSQL is killed',
    async (machine) => {
      await machine.killPostgres();
      await machine.startPostgres();
    },
  ],
  [
    'PostgreSQL is away for a while',
    async (machine) => {
      await machine.stopPostgres();
      await sleep(EXTENT.awayMs);
      await machine.startPostgres();
    },
  ],
  ['PostgreSQL ends every connection', ({ db }) => terminateOthers(db)],
  [
    'PostgreSQL has no room left on its disk',
    async ({ db }) => {
      await db.$executeRaw`CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`;
      await db.$executeRaw`CREATE TRIGGER disk_is_full BEFORE INSERT ON rollup EXECUTE FUNCTION disk_is_full()`;
      await vi.waitFor(
        async () => {
          const { fault } = await db.fileGeneration.findFirstOrThrow();
          if (!fault?.includes('No space left')) throw new Error(`nobody has noticed: ${fault}`);
        },
        { timeout: 60_000, interval: 50 },
      );
      await db.$executeRaw`DROP FUNCTION disk_is_full CASCADE`;
    },
  ],
  [
    'Redis is killed',
    async ({ redis }) => {
      await redis?.kill();
      await redis?.startAgain();
    },
  ],
  [
    'Redis has reached the limit of its memory',
    async (machine) => {
      const { redis } = machine;
      if (!redis) return;
      await redis.redis.config('SET', 'maxmemory', '1');
      await vi.waitFor(
        () => {
          if (!machine.said().includes('OOM')) throw new Error('nobody has noticed');
        },
        { timeout: 60_000, interval: 50 },
      );
      await redis.redis.config('SET', 'maxmemory', '0');
    },
  ],
  ['Redis has lost everything', async ({ redis }) => redis?.redis.flushall()],
  [
    'the workers are told to stop, and are started again',
    async ({ workers }) => {
      const told = [...workers];
      for (const { child } of told) child.kill('SIGTERM');
      await Promise.all(told.map(({ ended }) => ended));
    },
  ],
];
