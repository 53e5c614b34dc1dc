import type { Db } from '@/lib/db';
import type { TimeRange } from './time-range';

/** Beginnings of the buckets, in ms, with how many came to be suppressed in each that still are, by reason. */
export async function suppressionsOverTime(
  db: Db,
  { from, to, bucketMinutes }: TimeRange,
): Promise<{ reason: string; at: number; count: number }[]> {
  const ms = bucketMinutes * 60_000;
  return db.$queryRaw`
    SELECT reason, floor(date_part('epoch', since) * 1000 / ${ms}::float8) * ${ms}::float8 AS at,
           count(*)::float8 AS count
      FROM suppression
     WHERE state = 'suppressed' AND since >= ${from}::timestamptz AND since < ${to}::timestamptz
     GROUP BY 1, 2`;
}
