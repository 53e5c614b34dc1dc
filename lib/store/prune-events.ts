import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { partitionName } from './event-days';

/**
 * A dropped day locks all of `event`: while it waits for a long reader, whoever records or reads waits behind it. So it
 * waits for a moment only, and what could not be dropped is dropped the next time.
 */
const LONGEST_WAIT = '2s';

/** Drops the days that are over and were last written to before. @returns their names. */
export async function pruneEvents(db: Db, keptSince: Date): Promise<string[]> {
  const isExpired = { lastWrittenAt: { lt: keptSince } };
  const expired = await db.eventDay.findMany({
    where: { day: { lt: keptSince }, ...isExpired },
    orderBy: { day: 'asc' },
  });
  const droppedDays: string[] = [];
  for (const { day } of expired) {
    const name = day.toISOString().slice(0, 10);
    const table = Prisma.raw(partitionName(name));
    const dropped = await withoutWaiting(db, async (transaction) => {
      // A batch may have written to the day since: then it stays.
      const { count } = await transaction.eventDay.deleteMany({ where: { day, ...isExpired } });
      if (count > 0) {
        await transaction.droppedDay.createMany({ data: [{ day }], skipDuplicates: true });
        await transaction.$executeRaw`DROP TABLE IF EXISTS ${table}`;
      }
      return count > 0;
    });
    if (dropped) droppedDays.push(name);
  }
  return droppedDays;
}

/** @returns `false` where somebody reads what would be changed. */
async function withoutWaiting(
  db: Db,
  change: (transaction: Prisma.TransactionClient) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await db.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT set_config('lock_timeout', ${LONGEST_WAIT}, true)`;
      return await change(transaction);
    });
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

/** PostgreSQL's `lock_not_available` (55P03), as Prisma hands it on. */
const isLockTimeout = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && JSON.stringify(error.meta ?? {}).includes('55P03');
