import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { OTHER_PROVIDER, rollupsWithin, type Scope } from './scope';

/** What became of a sending domain's attempts at a provider, as far as one rule decided about them. */
export interface RequirementCount {
  provider: string;
  /** `null`: the record does not name it. */
  sendingDomain: string | null;
  /** `null`: all attempts that no rule of the asked ones decided about, delivered ones among them. */
  rule: string | null;
  statusCode: string | null;
  replyCode: number | null;
  bounced: number;
  deferred: number;
  attempts: number;
  /** Beginning of the first and the last rollup that counted it within the range, ms since the epoch. */
  firstAt: number;
  lastAt: number;
}

/** Refusals that these rules decided, by provider, sending domain and code; all else that was sent there is one row. */
export async function requirementCounts(
  db: Db,
  scope: Scope,
  rules: readonly string[],
): Promise<RequirementCount[]> {
  const told = Prisma.sql`l.outcome IN ('bounced', 'deferred') AND l.rule = ANY(${rules})`;
  const ofTold = (column: Prisma.Sql) => Prisma.sql`CASE WHEN ${told} THEN ${column} END`;
  return db.$queryRaw<RequirementCount[]>(Prisma.sql`
    SELECT coalesce(l.provider, ${OTHER_PROVIDER}) AS "provider", l.sending_domain AS "sendingDomain",
      ${ofTold(Prisma.sql`l.rule`)} AS "rule", ${ofTold(Prisma.sql`l.status_code`)} AS "statusCode",
      ${ofTold(Prisma.sql`l.reply_code`)} AS "replyCode",
      coalesce(sum(r.events) FILTER (WHERE l.outcome = 'bounced'), 0)::float8 AS "bounced",
      coalesce(sum(r.events) FILTER (WHERE l.outcome = 'deferred'), 0)::float8 AS "deferred",
      sum(r.events)::float8 AS "attempts",
      (extract(epoch FROM min(r.first_at)) * 1000)::float8 AS "firstAt",
      (extract(epoch FROM max(r.last_at)) * 1000)::float8 AS "lastAt"
    FROM ${rollupsWithin(scope)} AND l.outcome IN ('delivered', 'bounced', 'deferred')
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`);
}
