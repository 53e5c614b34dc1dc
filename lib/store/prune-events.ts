import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { partitionName } from './event-days';

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
    const dropped = await db.$transaction(async (transaction) => {
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
