import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { isNarrow, lastWithin } from './counts-within';
import { labelsWithin, type Scope, sourcesWithin } from './scope';

export interface NewestDiagnostic {
  /** The event's key in one word, as `eventId` writes it. */
  id: string;
  at: Date;
  outcome: string;
  replyCode: number | null;
  statusCode: string | null;
  rule: string;
  category: string | null;
  sendingDomain: string | null;
  /** Local part masked. */
  recipient: string | null;
  mxHost: string | null;
  diagnostic: string;
}

/** The latest refusals in the servers' own words, so many of each label set that the frequent do not hide the rare. */
export async function newestDiagnostics(
  db: Db,
  scope: Scope,
  limit = 20,
  ofEachSet = limit,
): Promise<NewestDiagnostic[]> {
  const { range } = scope;
  // As many label sets as are asked for events have one since `cutoff` each: nothing older is among the newest. Each of
  // them is one descent of the partial index, in the days since then alone.
  return db.$queryRaw<NewestDiagnostic[]>(Prisma.sql`
    WITH seen AS MATERIALIZED (
      SELECT l.id, r.last_at FROM ${lastSeen(scope)} AND l.outcome IN ('bounced', 'deferred')
    ), cutoff AS MATERIALIZED (
      SELECT greatest(${range.from}::timestamptz,
        (SELECT last_at FROM seen ORDER BY last_at DESC OFFSET ${limit - 1} LIMIT 1)) AS at
    )
    SELECT concat_ws('-', (extract(epoch FROM e.at) * 1000)::bigint, e.source_id, e.origin_id, e.position) AS "id", e.at AS "at", l.outcome AS "outcome", l.reply_code AS "replyCode", l.status_code AS "statusCode",
      l.rule AS "rule", l.category AS "category", l.sending_domain AS "sendingDomain", e.recipient AS "recipient",
      m.name AS "mxHost", e.diagnostic AS "diagnostic"
    FROM seen JOIN label_set l ON l.id = seen.id
    CROSS JOIN LATERAL (
      SELECT source_id, origin_id, position, at, recipient, mx_host_id, diagnostic FROM event
      WHERE label_set_id = l.id AND diagnostic IS NOT NULL
        AND at >= (SELECT at FROM cutoff) AND at < ${range.to}::timestamptz AND ${sourcesWithin(scope)}
      ORDER BY at DESC LIMIT ${ofEachSet}
    ) e
    LEFT JOIN mx_host m ON m.id = e.mx_host_id
    WHERE seen.last_at >= (SELECT at FROM cutoff)
    ORDER BY e.at DESC LIMIT ${limit}`);
}

/** When each label set was last seen: of few, by one look for each into the index that ends with hours. A range that ends
 * within one does not know whether what was seen in that came before its end. */
function lastSeen(scope: Scope): Prisma.Sql {
  const { from, to, rollupMinutes } = scope.range;
  const minutes = Math.max(60, rollupMinutes);
  if (!isNarrow(scope) || to.getTime() % (minutes * 60_000) !== 0) return lastWithin(scope, 'sender');
  return Prisma.sql`label_set l CROSS JOIN LATERAL (
      SELECT bucket_at AS last_at FROM rollup WHERE label_set_id = l.id AND bucket_minutes = ${minutes}::smallint
        AND bucket_at > ${from}::timestamptz - make_interval(mins => ${minutes}::int) AND bucket_at < ${to}::timestamptz
        AND ${sourcesWithin(scope)}
      ORDER BY bucket_at DESC LIMIT 1
    ) r WHERE ${labelsWithin(scope)}`;
}
