import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { labelsWithin, OTHER_PROVIDER, type Scope, sourcesWithin } from './scope';

/** The days on which a provider refused a sending domain by one rule. */
export interface RefusalDays {
  provider: string;
  sendingDomain: string | null;
  rule: string;
  /** Beginnings of the days (UTC), ms since the epoch, in order. */
  days: number[];
  /** Those of them on which it rejected, and did not only defer. */
  rejectedDays: number[];
}

/** How far back it is looked for the beginning of what a range shows. */
export const DAYS_BACK = 90;

/** On which days before the end of the scope's range these rules decided about any attempt. */
export async function refusalDays(db: Db, scope: Scope, rules: readonly string[]): Promise<RefusalDays[]> {
  const { to } = scope.range;
  // The label sets come first: of those that a day holds, few tell of a requirement.
  return db.$queryRaw<RefusalDays[]>(Prisma.sql`
    WITH told AS MATERIALIZED (
      SELECT l.id, coalesce(l.provider, ${OTHER_PROVIDER}) AS provider, l.sending_domain, l.rule, l.outcome FROM label_set l
      WHERE ${labelsWithin(scope)} AND l.outcome IN ('bounced', 'deferred') AND l.rule = ANY(${rules})
    )
    SELECT t.provider AS "provider", t.sending_domain AS "sendingDomain", t.rule AS "rule",
      array_agg(DISTINCT ${AT} ORDER BY ${AT}) AS "days",
      coalesce(array_agg(DISTINCT ${AT} ORDER BY ${AT}) FILTER (WHERE t.outcome = 'bounced'), '{}') AS "rejectedDays"
    FROM rollup r JOIN told t ON t.id = r.label_set_id
    WHERE r.label_set_id = ANY(ARRAY(SELECT id FROM told)) AND r.bucket_minutes = 1440::smallint AND r.bucket_at < ${to}::timestamptz
      AND r.bucket_at >= ${to}::timestamptz - make_interval(days => ${DAYS_BACK}::int) AND ${sourcesWithin(scope)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
}

const AT = Prisma.sql`date_part('epoch', r.bucket_at) * 1000`;
