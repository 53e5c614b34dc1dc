import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { rollupsWithin } from './counts-within';
import { OTHER_PROVIDER, type Scope } from './scope';

/** One way in which a provider refuses: what it answers and the rule that explains it. */
export interface FailureCode {
  provider: string;
  statusCode: string | null;
  replyCode: number | null;
  rule: string;
  category: string | null;
  action: string | null;
  enforcement: boolean;
  events: number;
  bounced: number;
  /** Beginning of the first and the last rollup that counted it within the range, ms since the epoch. */
  firstAt: number;
  lastAt: number;
}

/** The codes that mail was refused with, the most frequent first. */
export async function failureCodes(db: Db, scope: Scope, limit = 200): Promise<FailureCode[]> {
  return db.$queryRaw<FailureCode[]>(Prisma.sql`
    SELECT coalesce(l.provider, ${OTHER_PROVIDER}) AS "provider", l.status_code AS "statusCode",
      l.reply_code AS "replyCode", l.rule AS "rule", l.category AS "category", l.action AS "action",
      l.enforcement AS "enforcement", sum(r.events)::float8 AS "events",
      coalesce(sum(r.events) FILTER (WHERE l.outcome = 'bounced'), 0)::float8 AS "bounced",
      (extract(epoch FROM min(r.first_at)) * 1000)::float8 AS "firstAt",
      (extract(epoch FROM max(r.last_at)) * 1000)::float8 AS "lastAt"
    FROM ${rollupsWithin(scope)} AND l.outcome IN ('bounced', 'deferred')
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY "events" DESC, 1, 2, 3, 4 LIMIT ${limit}`);
}
