import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { GROUPS } from './alert-counts';
import type { GroupName } from './alert-group';
import { reachOfSources, withinReach } from './alert-reach';

export interface CodeCount {
  /** The group's value: empty for overall. */
  value: string;
  statusCode: string | null;
  replyCode: number | null;
  events: number;
}

/** How often each code was the answer in the last `windowMinutes` that are known, by one grouping. */
export async function alertCodes(
  db: Db,
  now: Date,
  { group, windowMinutes }: { group: GroupName; windowMinutes: number },
): Promise<CodeCount[]> {
  return db.$queryRaw<CodeCount[]>(Prisma.sql`
    WITH s AS (${reachOfSources(now, windowMinutes)})
    SELECT ${GROUPS[group]} AS "value", l.status_code AS "statusCode", l.reply_code AS "replyCode",
           sum(r.events::float8) AS "events"
    FROM s JOIN rollup r ON ${withinReach(windowMinutes)}
    JOIN label_set l ON l.id = r.label_set_id
    WHERE l.outcome IN ('bounced', 'deferred') AND ${GROUPS[group]} IS NOT NULL
    GROUP BY 1, 2, 3`);
}
