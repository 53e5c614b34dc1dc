import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { rollupsWithin, sumsWithin } from './counts-within';
import { labelsWithin, OTHER_PROVIDER, type Scope, sourcesWithin } from './scope';

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
  /** The same of what bounced; `null` where all of it was deferred, too. */
  bouncedAt: number | null;
  /** Beginning of the last one. Of what no rule decided about it is that of the last hour, and asked only where they
   * decided about other attempts of the pair; `null` elsewhere. */
  lastAt: number | null;
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
  const [refused, rest, last] = await Promise.all([
    db.$queryRaw<RequirementCount[]>(Prisma.sql`
      SELECT ${PROVIDER} AS "provider", l.sending_domain AS "sendingDomain", l.rule AS "rule",
        l.status_code AS "statusCode", l.reply_code AS "replyCode", ${sums},
        (extract(epoch FROM min(r.first_at)) * 1000)::float8 AS "firstAt",
        (extract(epoch FROM min(r.first_at) FILTER (WHERE l.outcome = 'bounced')) * 1000)::float8 AS "bouncedAt",
        (extract(epoch FROM max(r.last_at)) * 1000)::float8 AS "lastAt"
      FROM ${rollupsWithin(scope, 'sender', told)}
      GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`),
    db.$queryRaw<Attempts[]>(Prisma.sql`
      SELECT ${PROVIDER} AS "provider", l.sending_domain AS "sendingDomain", ${sums}
      FROM ${sumsWithin(scope, 'sender')} AND ${SENT} AND NOT (${told})
      GROUP BY 1, 2 ORDER BY 1, 2`),
    lastBesides(db, scope, told),
  ]);
  return [...refused, ...rest.map((one) => ({ ...one, ...NO_RULE, lastAt: last.get(pairOf(one)) ?? null }))];
}

/** When anything else was last sent between those of whom these refusals tell, to the hour: one look for each of its label
 * sets into an index that begins with hours. */
async function lastBesides(db: Db, scope: Scope, told: Prisma.Sql): Promise<ReadonlyMap<string, number>> {
  const { from, to } = scope.range;
  const minutes = Math.max(HOUR, scope.range.rollupMinutes);
  // Domains are no empty words, so that those which are not named are one another's.
  const pair = Prisma.sql`${PROVIDER}, coalesce(l.sending_domain, '')`;
  const rows = await db.$queryRaw<(Pair & { lastAt: number })[]>(Prisma.sql`
    SELECT ${PROVIDER} AS "provider", l.sending_domain AS "sendingDomain",
      (extract(epoch FROM max(last.bucket_at)) * 1000)::float8 AS "lastAt"
    FROM label_set l CROSS JOIN LATERAL (
      SELECT bucket_at FROM rollup WHERE label_set_id = l.id AND bucket_minutes = ${minutes}::smallint
        AND bucket_at > ${from}::timestamptz - make_interval(mins => ${minutes}::int) AND bucket_at < ${to}::timestamptz AND ${sourcesWithin(scope)}
      ORDER BY bucket_at DESC LIMIT 1
    ) last
    WHERE ${labelsWithin(scope)} AND ${SENT} AND NOT (${told})
      AND (${pair}) IN (SELECT ${pair} FROM label_set l WHERE ${labelsWithin(scope)} AND ${told})
    GROUP BY 1, 2`);
  return new Map(rows.map((one) => [pairOf(one), one.lastAt]));
}

type Attempts = Omit<RequirementCount, keyof typeof NO_RULE | 'lastAt'>;
type Pair = Pick<RequirementCount, 'provider' | 'sendingDomain'>;
const pairOf = ({ provider, sendingDomain }: Pair): string => JSON.stringify([provider, sendingDomain]);
const NO_RULE = { rule: null, statusCode: null, replyCode: null, firstAt: null, bouncedAt: null };

const HOUR = 60;
const PROVIDER = Prisma.sql`coalesce(l.provider, ${OTHER_PROVIDER})`;
const SENT = Prisma.sql`l.outcome IN ('delivered', 'bounced', 'deferred')`;

const sums = Prisma.sql`
  coalesce(sum(r.events) FILTER (WHERE l.outcome = 'bounced'), 0)::float8 AS "bounced",
  coalesce(sum(r.events) FILTER (WHERE l.outcome = 'deferred'), 0)::float8 AS "deferred",
  sum(r.events)::float8 AS "attempts"`;
