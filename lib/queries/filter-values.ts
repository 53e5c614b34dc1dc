import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import type { FilterDimension } from './filter';
import { filterColumn, rollupsWithin, type Scope } from './scope';

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
    FROM ${rollupsWithin(scope)} AND ${value} IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`);
}

/** Rollups are summed over their sources before they meet their labels, so sources are counted by themselves. */
function sourcesSeen(db: Db, { range }: Scope, limit: number): Promise<SeenValue[]> {
  return db.$queryRaw<SeenValue[]>(Prisma.sql`
    SELECT s.name AS "value", sum(r.events)::float8 AS "events"
    FROM rollup r JOIN source s ON s.id = r.source_id
    WHERE r.bucket_minutes = ${range.rollupMinutes}::smallint
      AND r.bucket_at >= ${range.from}::timestamptz AND r.bucket_at < ${range.to}::timestamptz
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`);
}
