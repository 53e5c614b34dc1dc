import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type IncidentScope, refusalsOf } from './incident-scope';

export interface IncidentSenders {
  domains: { value: string; events: number }[];
  ips: { value: string; events: number }[];
}

/** The sending domains and addresses whose mail is refused, the most frequent first. */
export async function incidentSenders(db: Db, scope: IncidentScope, limit = 20): Promise<IncidentSenders> {
  const by = (column: Prisma.Sql) =>
    db.$queryRaw<{ value: string; events: number }[]>(Prisma.sql`
      SELECT ${column} AS "value", sum(r.events) AS "events" FROM ${refusalsOf(scope)} AND ${column} IS NOT NULL
      GROUP BY 1 ORDER BY "events" DESC, 1 LIMIT ${limit}`);
  const [domains, ips] = await Promise.all([by(Prisma.sql`l.sending_domain`), by(Prisma.sql`l.sending_ip`)]);
  return { domains, ips };
}
