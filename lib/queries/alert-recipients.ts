import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { COUNTED, type CountName, GROUPS } from './alert-counts';
import type { GroupName } from './alert-group';
import { minutes, reachOfSources } from './alert-reach';

export interface RecipientsQuestion {
  of: CountName;
  group: GroupName;
  windowMinutes: number;
  values: string[];
}

export interface Recipients {
  value: string;
  /** Different recipients among the events that were looked at. */
  recipients: number;
  /** Events that were looked at. */
  events: number;
}

/** Of one label set of one source no more than its newest are looked at: whoever asks needs to know five. */
const NEWEST = 500;

/** To how many different recipients the events of one count belong. Only events with a diagnostic are looked at,
 * since the index holds no others. */
export async function alertRecipients(
  db: Db,
  now: Date,
  question: RecipientsQuestion,
): Promise<Recipients[]> {
  const { of, group, windowMinutes, values } = question;
  return db.$queryRaw<Recipients[]>(Prisma.sql`
    WITH s AS (${reachOfSources(now, windowMinutes)})
    SELECT ${GROUPS[group]} AS "value", count(*)::int AS "events",
           count(DISTINCT coalesce(e.recipient_hash, e.position))::int AS "recipients"
    FROM label_set l CROSS JOIN s
    CROSS JOIN LATERAL (
      SELECT recipient_hash, position FROM event
      WHERE label_set_id = l.id AND source_id = s.id AND diagnostic IS NOT NULL
        AND at > s.at - ${minutes(windowMinutes)} AND at <= s.at
      ORDER BY at DESC LIMIT ${NEWEST}
    ) e
    WHERE ${COUNTED[of]} AND ${GROUPS[group]} = ANY(${values}::text[])
    GROUP BY 1`);
}
