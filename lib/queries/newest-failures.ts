import type { Db } from '@/lib/db';
import { OTHER } from '@/lib/mail/counted-dimensions';

/** A refusal as it is stored, and what is thought of it now. */
export interface StoredRefusal {
  at: Date;
  outcome: 'bounced' | 'deferred' | 'suppressed';
  provider: string | null;
  replyCode: number | null;
  /** `null`, too, where it is counted with others. */
  statusCode: string | null;
  category: string | null;
  action: string | null;
  rule: string;
  /** Local part masked. */
  recipient: string | null;
  mxHost: string | null;
  mxIp: string | null;
  diagnostic: string;
}

/** The label sets that were active last stand for all of them, and so do their last days. */
const MOST_LABEL_SETS = 500;
const DAYS = 30;
const FEWEST_OF_EACH = 20;

/** About the newest refusals of these label sets. What it costs depends on the limit, and not on the history: each
 * label set is one descent of the partial index, and gives its share. */
export async function newestFailures(db: Db, labelSetIds: number[], limit: number): Promise<StoredRefusal[]> {
  const share = Math.ceil((4 * limit) / Math.min(labelSetIds.length, MOST_LABEL_SETS));
  const ofEach = Math.min(limit, Math.max(FEWEST_OF_EACH, share));
  return db.$queryRaw<StoredRefusal[]>`
    WITH active AS (
      SELECT label_set_id AS id, max(bucket_at) AS last_day FROM rollup
       WHERE bucket_minutes = 1440::smallint AND label_set_id = ANY(${labelSetIds}::int[])
       GROUP BY 1 ORDER BY 2 DESC, sum(events) DESC LIMIT ${MOST_LABEL_SETS}
    )
    SELECT e.at, l.outcome, l.provider, l.reply_code AS "replyCode", nullif(l.status_code, ${OTHER}) AS "statusCode", l.category,
      l.action, l.rule, e.recipient, m.name AS "mxHost", m.ip AS "mxIp", e.diagnostic
    FROM active a
    JOIN label_set l ON l.id = a.id
    CROSS JOIN LATERAL (
      SELECT at, recipient, mx_host_id, diagnostic FROM event
      WHERE label_set_id = a.id AND diagnostic IS NOT NULL
        AND at >= a.last_day - make_interval(days => ${DAYS}::int) AND at < a.last_day + interval '1 day'
      ORDER BY at DESC LIMIT ${ofEach}
    ) e
    LEFT JOIN mx_host m ON m.id = e.mx_host_id
    ORDER BY e.at DESC LIMIT ${limit}`;
}
