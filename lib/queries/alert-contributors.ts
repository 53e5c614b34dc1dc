import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { COUNTED, type CountName } from './alert-counts';
import { reachOfSources, withinReach } from './alert-reach';

/** Events of one kind that an alert counted. */
export interface Contributor {
  outcome: string;
  provider: string | null;
  category: string | null;
  /** The enhanced code, or the reply code of what was refused without one. */
  code: string | null;
  /** Id of the dictionary's row that decided. */
  rule: string;
  sendingDomain: string | null;
  sendingIp: string | null;
  pool: string | null;
  stream: string | null;
  source: string;
  events: number;
}

/** What alerts count: the numerator of a rate, or everything that was refused. */
export type AlertCount = CountName | 'refused';

/** What is behind a count of the last `windowMinutes` that are known, the most frequent first. */
export async function alertContributors(
  db: Db,
  now: Date,
  { of, windowMinutes }: { of: AlertCount; windowMinutes: number },
): Promise<Contributor[]> {
  const counted = of === 'refused' ? Prisma.sql`l.outcome IN ('bounced', 'deferred')` : COUNTED[of];
  return db.$queryRaw<Contributor[]>(Prisma.sql`
    WITH s AS (${reachOfSources(now, windowMinutes)}),
    counted AS (
      SELECT r.source_id, r.label_set_id, sum(r.events::float8) AS events
      FROM s JOIN rollup r ON ${withinReach(windowMinutes)}
      GROUP BY 1, 2
    )
    SELECT l.outcome AS "outcome", l.provider AS "provider", l.category AS "category",
           coalesce(l.status_code, l.reply_code::text) AS "code", l.rule AS "rule",
           nullif(l.sending_domain, '(other)') AS "sendingDomain", nullif(l.sending_ip, '(other)') AS "sendingIp",
           nullif(l.pool, '(other)') AS "pool", nullif(l.campaign, '(other)') AS "stream", s.name AS "source", sum(counted.events) AS "events"
    FROM counted JOIN label_set l ON l.id = counted.label_set_id JOIN s ON s.id = counted.source_id
    WHERE ${counted}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ORDER BY "events" DESC, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`);
}
