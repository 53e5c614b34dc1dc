import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { labelsWithin, type Scope, sourcesWithin, sumsWithin } from './scope';

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
  // Each label set is one descent of the partial index; only sets seen in the range are tried.
  return db.$queryRaw<NewestDiagnostic[]>(Prisma.sql`
    SELECT concat_ws('-', (extract(epoch FROM e.at) * 1000)::bigint, e.source_id, e.origin_id, e.position) AS "id", e.at AS "at", l.outcome AS "outcome", l.reply_code AS "replyCode", l.status_code AS "statusCode",
      l.rule AS "rule", l.category AS "category", l.sending_domain AS "sendingDomain", e.recipient AS "recipient",
      m.name AS "mxHost", e.diagnostic AS "diagnostic"
    FROM label_set l
    CROSS JOIN LATERAL (
      SELECT source_id, origin_id, position, at, recipient, mx_host_id, diagnostic FROM event
      WHERE label_set_id = l.id AND diagnostic IS NOT NULL
        AND at >= ${range.from}::timestamptz AND at < ${range.to}::timestamptz AND ${sourcesWithin(scope)}
      ORDER BY at DESC LIMIT ${ofEachSet}
    ) e
    LEFT JOIN mx_host m ON m.id = e.mx_host_id
    WHERE ${labelsWithin(scope)} AND l.outcome IN ('bounced', 'deferred')
      AND l.id IN (SELECT r.label_set_id FROM ${sumsWithin(scope, 'sender')})
    ORDER BY e.at DESC LIMIT ${limit}`);
}
