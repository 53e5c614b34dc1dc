import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { bucketOf } from './counts-within';
import type { TimeRange } from './time-range';

/** Beginnings of the buckets, in ms, with how many came to be suppressed in each that still are, by reason. */
export async function suppressionsOverTime(
  db: Db,
  range: TimeRange,
): Promise<{ reason: string; at: number; count: number }[]> {
  return db.$queryRaw(Prisma.sql`
    SELECT reason, ${bucketOf(range, Prisma.sql`since`)} AS at,
           count(*)::float8 AS count
      FROM suppression
     WHERE state = 'suppressed' AND since >= ${range.from}::timestamptz AND since < ${range.to}::timestamptz
     GROUP BY 1, 2`);
}
