import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { OTHER_PROVIDER, rollupsOverTime, type Scope } from './scope';

/** How often one provider answered with one code, bucket by bucket. */
export interface RefusalSeries {
  provider: string;
  statusCode: string;
  enforcement: boolean;
  bounced: number;
  events: number;
  /** Events by the beginning of the bucket, ms since the epoch. */
  buckets: Map<number, number>;
}

/** The most frequent pairs of provider and enhanced code; enforcement codes come first. */
export async function refusalsOverTime(db: Db, scope: Scope, limit = 24): Promise<RefusalSeries[]> {
  const rows = await db.$queryRaw<
    (Omit<RefusalSeries, 'buckets'> & { starts: number[]; counts: number[] })[]
  >(Prisma.sql`
    WITH refused AS (
      SELECT coalesce(l.provider, ${OTHER_PROVIDER}) AS provider, l.status_code, r.at,
        bool_or(l.enforcement) AS enforcement, sum(r.events) AS events,
        sum(r.events) FILTER (WHERE l.outcome = 'bounced') AS bounced
      FROM ${rollupsOverTime(scope)} AND l.outcome IN ('bounced', 'deferred') AND l.status_code IS NOT NULL
      GROUP BY 1, 2, 3
    )
    SELECT provider AS "provider", status_code AS "statusCode", bool_or(enforcement) AS "enforcement",
      coalesce(sum(bounced), 0)::float8 AS "bounced", sum(events)::float8 AS "events",
      array_agg(at ORDER BY at) AS "starts", array_agg(events::float8 ORDER BY at) AS "counts"
    FROM refused GROUP BY 1, 2 ORDER BY 3 DESC, 5 DESC, 1, 2 LIMIT ${limit}`);
  return rows.map(({ starts, counts, ...series }) => ({
    ...series,
    buckets: new Map(starts.map((at, index) => [at, counts[index] ?? 0])),
  }));
}
