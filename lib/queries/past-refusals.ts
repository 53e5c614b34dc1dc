import type { Db } from '@/lib/db';

/** Events of an hour. */
export interface PastHour {
  provider: string;
  sendingDomain: string;
  /** An enforcement code; `null`: all attempts of the domain at the provider. */
  code: string | null;
  at: number;
  events: number;
}

/** Where senders were refused for unmet requirements, hour by hour, and how much they sent there. */
export async function pastRefusals(db: Db, from: Date, to: Date): Promise<PastHour[]> {
  return db.$queryRaw<PastHour[]>`
    WITH refused AS (
      SELECT DISTINCT provider, sending_domain FROM label_set
      WHERE enforcement AND outcome IN ('bounced', 'deferred') AND status_code IS NOT NULL
        AND provider IS NOT NULL AND sending_domain <> '(other)'
    ), hours AS (
      SELECT l.provider, l.sending_domain, r.bucket_at, r.events::float8 AS events,
        CASE WHEN l.enforcement AND l.outcome IN ('bounced', 'deferred') THEN l.status_code END AS code
      FROM rollup r JOIN label_set l ON l.id = r.label_set_id
      JOIN refused ON refused.provider = l.provider AND refused.sending_domain = l.sending_domain
      WHERE r.bucket_minutes = 60 AND r.bucket_at >= ${from}::timestamptz AND r.bucket_at < ${to}::timestamptz
        AND l.outcome IN ('delivered', 'bounced', 'deferred')
    )
    SELECT provider AS "provider", sending_domain AS "sendingDomain", seen.code AS "code",
      extract(epoch FROM bucket_at)::float8 * 1000 AS "at", sum(events) AS "events"
    FROM hours
    CROSS JOIN LATERAL (
      SELECT NULL::text AS code UNION ALL SELECT hours.code WHERE hours.code IS NOT NULL
    ) seen
    GROUP BY 1, 2, 3, bucket_at ORDER BY bucket_at`;
}
