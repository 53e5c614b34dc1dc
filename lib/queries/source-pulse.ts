import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

/** Events of each source in a day of half hours, the last of which has only begun. */
export interface SourcePulse {
  bucketMinutes: number;
  /** The beginning of each bucket, ms since the epoch. */
  starts: number[];
  /** By source; a bucket without events is absent. */
  events: Map<number, Map<number, number>>;
}

const BUCKET_MINUTES = 30;
const BUCKETS = 48;

export async function sourcePulse(db: Db, now: Date): Promise<SourcePulse> {
  const ms = BUCKET_MINUTES * 60_000;
  const last = Math.floor(now.getTime() / ms) * ms;
  const starts = Array.from({ length: BUCKETS }, (_, index) => last - (BUCKETS - 1 - index) * ms);
  const from = new Date(starts[0]!);
  const rows = await db.$queryRaw<{ sourceId: number; at: number; events: number }[]>(Prisma.sql`
    SELECT source_id AS "sourceId",
      floor(date_part('epoch', bucket_at) * 1000 / ${ms}::float8) * ${ms}::float8 AS "at",
      sum(events::float8) AS "events"
    FROM answer_rollup
    WHERE source_id = ANY(ARRAY(SELECT id FROM source)) AND bucket_minutes = 5::smallint
      AND bucket_at >= ${from}::timestamptz AND bucket_at <= ${now}::timestamptz
    GROUP BY 1, 2`);
  const events = new Map<number, Map<number, number>>();
  for (const { sourceId, at, events: count } of rows) {
    const buckets = events.get(sourceId) ?? new Map<number, number>();
    events.set(sourceId, buckets.set(at, count));
  }
  return { bucketMinutes: BUCKET_MINUTES, starts, events };
}
