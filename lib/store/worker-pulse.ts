import type { Db } from '@/lib/db';

const KEY = 'worker-pulse';
/** A sweep goes through the queue every 15 s; that of a worker that was killed is taken up 15 s later. */
const LATE_MS = 60_000;

/** A job has gone through the queue and a worker has finished it. */
export async function notePulse(db: Db, at: Date): Promise<void> {
  const value = { at: at.toISOString() };
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}

/**
 * Why there is reason to think that no worker works, in words for the operator: a process that runs and a queue that
 * answers prove little where jobs are not finished.
 * @param since how long it is fair to expect one, such as the start of the only worker.
 */
export async function pulseFault(db: Db, now: Date, since: Date | null = null): Promise<string | null> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  const last = row === null ? null : Date.parse((row.value as { at: string }).at);
  const from = Math.max(last ?? Number.NEGATIVE_INFINITY, since?.getTime() ?? Number.NEGATIVE_INFINITY);
  if (now.getTime() - from <= LATE_MS) return null;
  return last === null
    ? 'no worker has finished a job yet: is one running?'
    : `no worker has finished a job since ${new Date(last).toISOString()}: is one running, and does its queue answer? Restart it where it hangs`;
}
