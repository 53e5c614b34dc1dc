import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { OTHER_PROVIDER, rollupsOverTime, type Scope } from './scope';

/** What failures can be told apart by. */
export const FAILURE_DIMENSIONS = ['code', 'category', 'subject', 'provider'] as const;
export type FailureDimension = (typeof FAILURE_DIMENSIONS)[number];

/** Events of one series in one bucket. `key` is `null` for all but the largest series, together. */
export interface FailureCount {
  at: number;
  key: string | null;
  /** The category of most of the series' events. */
  category: string | null;
  events: number;
}

export const NO_CODE = 'no code';

/** A failure without an enhanced code is shown by its reply code, one without either by neither. */
const KEYS: Record<FailureDimension, Prisma.Sql> = {
  code: Prisma.sql`coalesce(l.status_code, l.reply_code::text, ${NO_CODE})`,
  category: Prisma.sql`coalesce(l.category, 'unclassified')`,
  subject: Prisma.sql`coalesce('X.' || split_part(l.status_code, '.', 2), ${NO_CODE})`,
  provider: Prisma.sql`coalesce(l.provider, ${OTHER_PROVIDER})`,
};

/** Refused attempts, deferrals included, bucket by bucket: the `series` largest by name, the rest as one. */
export async function failuresOverTime(
  db: Db,
  scope: Scope,
  dimension: FailureDimension,
  series = 8,
): Promise<FailureCount[]> {
  return db.$queryRaw<FailureCount[]>(Prisma.sql`
    WITH failure AS (
      SELECT r.at, ${KEYS[dimension]} AS key, l.category, sum(r.events) AS events
      FROM ${rollupsOverTime(scope)} AND l.outcome IN ('bounced', 'deferred')
      GROUP BY 1, 2, 3
    ), per_category AS (
      SELECT key, category, sum(events) AS events FROM failure GROUP BY 1, 2
    ), largest AS (
      SELECT key, sum(events) AS total, (array_agg(category ORDER BY events DESC, category))[1] AS category
      FROM per_category GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${series}
    )
    SELECT f.at AS "at", g.key AS "key", g.category AS "category", sum(f.events)::float8 AS "events"
    FROM failure f LEFT JOIN largest g USING (key)
    GROUP BY 1, 2, 3, g.total ORDER BY g.total DESC NULLS LAST, 2, 1`);
}
