import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@/lib/db';

/** What a batch's transaction does, in order. */
export const STEPS = ['UPDATE file_generation', 'COPY event', 'INSERT INTO rollup', 'COMMIT'] as const;

/** Waits until a connection of somebody else runs a statement that begins so. */
export async function untilRunning(db: Db, step: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const [{ running }] = await db.$queryRaw<[{ running: number }]>`
      SELECT count(*)::int AS running FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND starts_with(query, ${step})`;
    if (running > 0) return;
    await sleep(3);
  }
}

/** Ends every other connection to this database, in the middle of whatever it does. */
export async function terminateOthers(db: Db): Promise<number> {
  const [{ ended }] = await db.$queryRaw<[{ ended: number }]>`
    SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  return ended;
}

/** From now on a kill of the server takes every event with it, and leaves the positions: what a store must never do. */
export async function makeEventsPerish(db: Db): Promise<void> {
  const days = await db.$queryRaw<{ name: string }[]>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event'::regclass`;
  for (const { name } of days) await db.$executeRawUnsafe(`ALTER TABLE ${name} SET UNLOGGED`);
}
