import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { bucketOf } from './counts-within';
import type { TimeRange } from './time-range';

export interface OutcomeCount {
  at: number;
  outcome: string;
  events: number;
}

/** What became of the mail that one source tells of, bucket by bucket. */
export async function sourceOutcomes(db: Db, sourceId: number, range: TimeRange): Promise<OutcomeCount[]> {
  return db.$queryRaw<OutcomeCount[]>(Prisma.sql`
    SELECT r.at AS "at", l.outcome AS "outcome", sum(r.events) AS "events"
    FROM (
      SELECT label_set_id, ${bucketOf(range)} AS at, sum(events::float8) AS events
      FROM answer_rollup
      WHERE source_id = ${sourceId}::int AND bucket_minutes = ${range.rollupMinutes}::smallint
        AND bucket_at >= ${range.from}::timestamptz AND bucket_at < ${range.to}::timestamptz
      GROUP BY 1, 2
    ) r JOIN label_set l ON l.id = r.label_set_id
    GROUP BY 1, 2 ORDER BY 1, 2`);
}
