import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

/** One enforcement code, at one provider, for one sending domain. */
export interface Sighting {
  provider: string;
  sendingDomain: string;
  code: string;
  /** When it was first seen within the days asked for, to the hour where that was of late. */
  firstAt: number;
  /** Events with the code in the last 24 hours, and all attempts of the domain at the provider. */
  recent: number;
  recentAttempts: number;
  /** Since when mail of the domain to the provider is known, within the days asked for. */
  knownSince: number;
}

/**
 * Where senders were refused for unmet requirements in the last `days`, and since when. Whole days are read from the
 * daily rollups, the last 24 to 48 hours from the hourly ones.
 */
export async function alertSightings(db: Db, now: Date, days: number): Promise<Sighting[]> {
  const hourlyFrom = Prisma.sql`date_trunc('day', ${now}::timestamptz - interval '24 hours', 'UTC')`;
  return db.$queryRaw<Sighting[]>(Prisma.sql`
    WITH counted AS (
      SELECT r.label_set_id, min(r.bucket_at) AS first_at,
             coalesce(sum(r.events::float8) FILTER (
               WHERE r.bucket_minutes = 60 AND r.bucket_at > ${now}::timestamptz - interval '24 hours'), 0) AS recent
      FROM source s JOIN rollup r ON r.source_id = s.id AND (
        r.bucket_minutes = 1440 AND r.bucket_at > ${now}::timestamptz - make_interval(days => ${days}::int)
          AND r.bucket_at < ${hourlyFrom}
        OR r.bucket_minutes = 60 AND r.bucket_at >= ${hourlyFrom} AND r.bucket_at <= ${now}::timestamptz)
      GROUP BY r.label_set_id
    ), labelled AS (
      SELECT l.provider, l.sending_domain, l.status_code, l.enforcement AND l.outcome <> 'delivered' AS enforced,
             l.outcome IN ('delivered', 'deferred', 'bounced') AS attempted, counted.first_at, counted.recent
      FROM counted JOIN label_set l ON l.id = counted.label_set_id
      WHERE l.provider IS NOT NULL AND l.sending_domain <> '(other)'
    ), sender AS (
      SELECT provider, sending_domain, min(first_at) AS known_since, sum(recent) AS attempts
      FROM labelled WHERE attempted GROUP BY provider, sending_domain
    )
    SELECT provider AS "provider", sending_domain AS "sendingDomain", status_code AS "code",
           extract(epoch FROM min(first_at))::float8 * 1000 AS "firstAt", sum(recent) AS "recent",
           max(attempts) AS "recentAttempts", extract(epoch FROM min(known_since))::float8 * 1000 AS "knownSince"
    FROM labelled JOIN sender USING (provider, sending_domain)
    WHERE enforced AND status_code IS NOT NULL
    GROUP BY provider, sending_domain, status_code`);
}
