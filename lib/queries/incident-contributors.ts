import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type IncidentScope, refusalsOf } from './incident-scope';

/** One kind of refusal that an incident's cause speaks of. */
export interface IncidentContributor {
  outcome: string;
  provider: string | null;
  category: string | null;
  /** The enhanced code, or the reply code of what was refused without one. */
  code: string | null;
  /** Id of the dictionary's row: what it means, and what to do. */
  rule: string;
  sendingDomain: string | null;
  events: number;
}

/** Refusals of an incident's cause by kind, the most frequent first. */
export async function incidentContributors(
  db: Db,
  scope: IncidentScope,
  limit = 20,
): Promise<IncidentContributor[]> {
  return db.$queryRaw<IncidentContributor[]>(Prisma.sql`
    SELECT l.outcome AS "outcome", l.provider AS "provider", l.category AS "category",
      coalesce(l.status_code, l.reply_code::text) AS "code", l.rule AS "rule",
      l.sending_domain AS "sendingDomain", sum(r.events) AS "events"
    FROM ${refusalsOf(scope)}
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY "events" DESC, 1, 2, 3, 4, 5, 6 LIMIT ${limit}`);
}
