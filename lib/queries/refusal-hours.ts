import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { labelsWithin, OTHER_PROVIDER, type Scope, sourcesWithin } from './scope';

/** The whole hours of the day on which a range begins, before it begins, in which a provider refused a sending domain by
 * one rule; the last of them in its finest buckets, where the range begins within an hour: by the hour it would be counted
 * what is inside of the range. */
export interface RefusalHours {
  provider: string;
  sendingDomain: string | null;
  rule: string;
  /** Beginnings of the hours or buckets, ms since the epoch, in order. */
  hours: number[];
  /** Those of them in which it rejected, and did not only defer. */
  rejectedHours: number[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the counts of that day say only as a whole: whether a refusal is older than the range that shows it. */
export async function refusalHours(db: Db, scope: Scope, rules: readonly string[]): Promise<RefusalHours[]> {
  const from = scope.range.from.getTime();
  const day = new Date(Math.floor(from / DAY) * DAY);
  if (day.getTime() === from) return [];
  const hour = new Date(Math.floor(from / HOUR) * HOUR);
  const whole = Prisma.sql`r.bucket_minutes = 60::smallint AND r.bucket_at >= ${day}::timestamptz AND r.bucket_at < ${hour}::timestamptz`;
  const begun = Prisma.sql`r.bucket_minutes = 5::smallint AND r.bucket_at >= ${hour}::timestamptz AND r.bucket_at < ${new Date(from)}::timestamptz`;
  const hours = hour.getTime() === from ? whole : Prisma.sql`((${whole}) OR (${begun}))`;
  return db.$queryRaw<RefusalHours[]>(Prisma.sql`
    WITH told AS MATERIALIZED (
      SELECT l.id, coalesce(l.provider, ${OTHER_PROVIDER}) AS provider, l.sending_domain, l.rule, l.outcome FROM label_set l
      WHERE ${labelsWithin(scope)} AND l.outcome IN ('bounced', 'deferred') AND l.rule = ANY(${rules})
    )
    SELECT t.provider AS "provider", t.sending_domain AS "sendingDomain", t.rule AS "rule",
      array_agg(DISTINCT ${AT} ORDER BY ${AT}) AS "hours",
      coalesce(array_agg(DISTINCT ${AT} ORDER BY ${AT}) FILTER (WHERE t.outcome = 'bounced'), '{}') AS "rejectedHours"
    FROM rollup r JOIN told t ON t.id = r.label_set_id
    WHERE r.label_set_id = ANY(ARRAY(SELECT id FROM told)) AND ${sourcesWithin(scope)} AND ${hours}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
}

const AT = Prisma.sql`date_part('epoch', r.bucket_at) * 1000`;
