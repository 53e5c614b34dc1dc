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

/** Of one label set of one source no more than its newest are looked at: whoever asks needs to know five. As many
 * different recipients are told apart of one source. */
const NEWEST = 500;

interface Row {
  value: string;
  events: number;
  /** What tells recipients apart. */
  people: string[];
}

/** To how many different recipients the events of one count belong. Only events with a diagnostic are looked at,
 * since the index holds no others. Source by source: a store of several servers takes such a question of one alone. */
export async function alertRecipients(
  db: Db,
  now: Date,
  { of, group, windowMinutes, values }: RecipientsQuestion,
): Promise<Recipients[]> {
  const sources = await db.$queryRaw<{ id: number }[]>`${reachOfSources(now, windowMinutes)} ORDER BY id`;
  const found = new Map<string, { people: Set<string>; events: number }>();
  for (const { id } of sources) {
    const rows = await db.$queryRaw<Row[]>(Prisma.sql`
      WITH s AS (${reachOfSources(now, windowMinutes)} AND id = ${id}::int)
      SELECT ${GROUPS[group]} AS "value", count(*)::int AS "events",
             (array_agg(DISTINCT coalesce(e.recipient_hash, e.position)::text))[1:${NEWEST}::int] AS "people"
      FROM label_set l CROSS JOIN s
      CROSS JOIN LATERAL (
        SELECT recipient_hash, position FROM event
        WHERE label_set_id = l.id AND source_id = ${id}::int AND diagnostic IS NOT NULL
          AND at > s.at - ${minutes(windowMinutes)} AND at <= s.at
        ORDER BY at DESC LIMIT ${NEWEST}
      ) e
      WHERE ${COUNTED[of]} AND ${GROUPS[group]} = ANY(${values}::text[])
      GROUP BY 1`);
    for (const { value, events, people } of rows) {
      const sum = found.get(value) ?? { people: new Set(), events: 0 };
      found.set(value, sum);
      sum.events += events;
      for (const one of people) sum.people.add(one);
    }
  }
  return [...found].map(([value, { people, events }]) => ({ value, events, recipients: people.size }));
}
