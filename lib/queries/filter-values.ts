import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { detailOf, sumsWithin } from './counts-within';
import type { FilterDimension } from './filter';
import { countedParts } from './range-parts';
import { filterColumn, type Scope } from './scope';

export interface SeenValue {
  value: string;
  events: number;
}

/** What was seen of a dimension within a scope, the most frequent first. */
export async function filterValues(
  db: Db,
  scope: Scope,
  dimension: FilterDimension,
  limit = 200,
): Promise<SeenValue[]> {
  if (dimension === 'source') return sourcesSeen(db, scope, limit);
  const value = filterColumn(dimension);
  return db.$queryRaw<SeenValue[]>(Prisma.sql`
    SELECT ${value} AS "value", sum(r.events)::float8 AS "events"
    FROM ${sumsWithin(scope, detailOf(dimension))} AND ${value} IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`);
}

/** Rollups are summed over their sources before they meet their labels, so sources are counted by themselves. */
function sourcesSeen(db: Db, { range }: Scope, limit: number): Promise<SeenValue[]> {
  const parts = countedParts(range).map(
    ({ from, to, rollupMinutes, times }) => Prisma.sql`
      SELECT source_id, ${times}::float8 * sum(events::float8) AS events FROM answer_rollup
      WHERE bucket_minutes = ${rollupMinutes}::smallint AND bucket_at >= ${from}::timestamptz
        AND bucket_at < ${to}::timestamptz AND source_id = ANY(ARRAY(SELECT id FROM source)) GROUP BY 1`,
  );
  return db.$queryRaw<SeenValue[]>(Prisma.sql`
    SELECT s.name AS "value", sum(r.events)::float8 AS "events"
    FROM (${Prisma.join(parts, ' UNION ALL ')}) r JOIN source s ON s.id = r.source_id
    GROUP BY 1 HAVING sum(r.events) <> 0 ORDER BY 2 DESC, 1 LIMIT ${limit}`);
}
