import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { rollupsWithin, sumsWithin } from './counts-within';
import { OTHER_PROVIDER, type Scope } from './scope';

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
  /** Beginning of the first rollup that counted it within the range, ms since the epoch; of what no rule decided about
   * it is not asked. */
  firstAt: number | null;
  /** Beginning of the last one: of what no rule decided about, and before the last day, it is that of its day. */
  lastAt: number;
}

/**
 * Refusals that these rules decided, by provider, sending domain and code; all else that was sent there is one row. Few
 * label sets tell of a requirement: they are read in the range's own buckets, since it matters when; what else was sent
 * is thousands of them, and only how much.
 */
export async function requirementCounts(
  db: Db,
  scope: Scope,
  rules: readonly string[],
): Promise<RequirementCount[]> {
  const told = Prisma.sql`l.outcome IN ('bounced', 'deferred') AND l.rule = ANY(${rules})`;
  const provider = Prisma.sql`coalesce(l.provider, ${OTHER_PROVIDER})`;
  const [refused, rest] = await Promise.all([
    db.$queryRaw<RequirementCount[]>(Prisma.sql`
      SELECT ${provider} AS "provider", l.sending_domain AS "sendingDomain", l.rule AS "rule",
        l.status_code AS "statusCode", l.reply_code AS "replyCode", ${sums},
        (extract(epoch FROM min(r.first_at)) * 1000)::float8 AS "firstAt",
        (extract(epoch FROM max(r.last_at)) * 1000)::float8 AS "lastAt"
      FROM ${rollupsWithin(scope, 'sender', told)}
      GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`),
    db.$queryRaw<Attempts[]>(Prisma.sql`
      SELECT ${provider} AS "provider", l.sending_domain AS "sendingDomain", ${sums},
        (extract(epoch FROM max(r.last_at)) * 1000)::float8 AS "lastAt"
      FROM ${sumsWithin(scope, 'sender')} AND l.outcome IN ('delivered', 'bounced', 'deferred') AND NOT (${told})
      GROUP BY 1, 2 ORDER BY 1, 2`),
  ]);
  return [...refused, ...rest.map((one) => ({ ...one, ...NO_RULE }))];
}

type Attempts = Omit<RequirementCount, keyof typeof NO_RULE>;
const NO_RULE = { rule: null, statusCode: null, replyCode: null, firstAt: null };

const sums = Prisma.sql`
  coalesce(sum(r.events) FILTER (WHERE l.outcome = 'bounced'), 0)::float8 AS "bounced",
  coalesce(sum(r.events) FILTER (WHERE l.outcome = 'deferred'), 0)::float8 AS "deferred",
  sum(r.events)::float8 AS "attempts"`;
