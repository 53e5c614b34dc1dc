import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type IncidentScope, refusalsOf } from './incident-scope';

export interface IncidentSample {
  at: Date;
  outcome: string;
  code: string | null;
  rule: string;
  sendingDomain: string | null;
  /** Local part masked. */
  recipient: string | null;
  mxHost: string | null;
  diagnostic: string;
}

/** Of each label set one event is looked at: the most frequent are enough. */
const SETS_LOOKED_AT = 20;

/** The latest refusal of the cause, in the server's own words. */
export async function incidentSample(db: Db, scope: IncidentScope): Promise<IncidentSample | null> {
  const sets = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT l.id FROM ${refusalsOf(scope)} ORDER BY r.events DESC LIMIT ${SETS_LOOKED_AT}`);
  if (sets.length === 0) return null;
  // Asked side by side, and not for each row of the above, which a store of several servers does not take.
  const newest = sets.map(
    ({ id }) => Prisma.sql`(
      SELECT label_set_id, at, recipient, mx_host_id, diagnostic FROM event
      WHERE label_set_id = ${id}::int AND diagnostic IS NOT NULL
        AND at >= ${scope.from}::timestamptz AND at <= ${scope.to}::timestamptz
      ORDER BY at DESC LIMIT 1)`,
  );
  const [found] = await db.$queryRaw<IncidentSample[]>(Prisma.sql`
    SELECT e.at AS "at", l.outcome AS "outcome", coalesce(l.status_code, l.reply_code::text) AS "code",
      l.rule AS "rule", l.sending_domain AS "sendingDomain", e.recipient AS "recipient", m.name AS "mxHost",
      e.diagnostic AS "diagnostic"
    FROM (${Prisma.join(newest, ' UNION ALL ')}) e
    JOIN label_set l ON l.id = e.label_set_id LEFT JOIN mx_host m ON m.id = e.mx_host_id
    ORDER BY e.at DESC LIMIT 1`);
  return found ?? null;
}
