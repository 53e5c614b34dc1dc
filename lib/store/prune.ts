import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { partitionName } from './event-days';

const DAY_MS = 86_400_000;
/** How long the finished batches of the inbox are kept, to look at what was pushed. */
const INBOX_DAYS = 7;
/** How long a channel's log shows what was told. */
const NOTIFICATION_DAYS = 90;
/** How long an event is known again that comes a second time: services give up after days, reports come after a week. */
const KNOWN_DAYS = 30;

/** Drops what has been kept long enough. Rollups stay: they hold no recipient. */
export async function prune(db: Db, now: Date, eventDays: number): Promise<{ droppedDays: string[] }> {
  const keptSince = new Date(now.getTime() - eventDays * DAY_MS);
  const expired = await db.eventDay.findMany({
    where: { day: { lt: keptSince }, lastWrittenAt: { lt: keptSince } },
    orderBy: { day: 'asc' },
  });
  const droppedDays: string[] = [];
  for (const { day } of expired) {
    const name = day.toISOString().slice(0, 10);
    const table = Prisma.raw(partitionName(name));
    const dropped = await db.$transaction(async (transaction) => {
      // A batch may have written to the day since: then it stays.
      const { count } = await transaction.eventDay.deleteMany({
        where: { day, lastWrittenAt: { lt: keptSince } },
      });
      if (count > 0) await transaction.$executeRaw`DROP TABLE IF EXISTS ${table}`;
      return count > 0;
    });
    if (dropped) droppedDays.push(name);
  }
  await db.ingestBatch.deleteMany({
    where: { state: 'done', finishedAt: { lt: new Date(now.getTime() - INBOX_DAYS * DAY_MS) } },
  });
  const toldSince = new Date(now.getTime() - NOTIFICATION_DAYS * DAY_MS);
  // Whoever was told of what is still going on is to be told of its end.
  const isOver = [{ incidentId: null }, { incident: { resolvedAt: { not: null } } }];
  await db.notification.deleteMany({
    where: { state: { not: 'waiting' }, createdAt: { lt: toldSince }, OR: isOver },
  });
  const knownSince = new Date(now.getTime() - KNOWN_DAYS * DAY_MS);
  await db.knownEvent.deleteMany({ where: { recordedAt: { lt: knownSince } } });
  await db.reportedBounce.deleteMany({ where: { recordedAt: { lt: knownSince } } });
  return { droppedDays };
}
