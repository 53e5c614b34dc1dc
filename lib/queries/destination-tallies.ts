import type { Db } from '@/lib/db';
import type { Category } from '@/lib/mail/category';
import { Prisma } from '@/prisma/generated/client';
import { rollupsWithin } from './counts-within';
import { OTHER_PROVIDER, type Scope } from './scope';

/** What became of the mail to a host that no provider claims. */
export interface DestinationTally {
  /** Registrable domain of the host, or of the recipient. */
  destination: string;
  attempts: number;
  /** Refused because the address does not exist: about the list, and not about the sender. */
  dead: number;
  /** Refused, deferrals included, because of the sender. */
  refused: number;
  /** Of those, what was given up. */
  bounced: number;
  /** What most of them were refused for. */
  category: string | null;
  /** Beginning of the first and the last rollup of such refusals within the range, ms since the epoch. */
  firstAt: number | null;
  lastAt: number | null;
}

/** What a refusal is about that the sender can do something about. */
export const ABOUT_THE_SENDER: readonly Category[] = [
  'authentication',
  'policy',
  'blocklist',
  'rate-limit',
  'content',
];

/** Every such host that was written to. */
export async function destinationTallies(db: Db, scope: Scope): Promise<DestinationTally[]> {
  const isRefused = Prisma.sql`l.outcome IN ('bounced', 'deferred') AND l.category = ANY(${ABOUT_THE_SENDER})`;
  return db.$queryRaw<DestinationTally[]>(Prisma.sql`
    WITH counted AS (
      SELECT l.destination, CASE WHEN ${isRefused} THEN l.category END AS category, sum(r.events) AS events,
        coalesce(sum(r.events) FILTER (WHERE l.outcome = 'bounced' AND l.category = 'invalid-address'), 0) AS dead,
        coalesce(sum(r.events) FILTER (WHERE l.outcome = 'bounced' AND ${isRefused}), 0) AS bounced,
        min(r.first_at) AS first_at, max(r.last_at) AS last_at
      FROM ${rollupsWithin({ ...scope, provider: OTHER_PROVIDER }, 'sender')} AND l.destination IS NOT NULL
        AND l.outcome IN ('delivered', 'bounced', 'deferred')
      GROUP BY 1, 2
    )
    SELECT destination AS "destination", sum(events)::float8 AS "attempts", sum(dead)::float8 AS "dead",
      coalesce(sum(events) FILTER (WHERE category IS NOT NULL), 0)::float8 AS "refused", sum(bounced)::float8 AS "bounced",
      (array_agg(category ORDER BY events DESC, category) FILTER (WHERE category IS NOT NULL))[1] AS "category",
      (extract(epoch FROM min(first_at) FILTER (WHERE category IS NOT NULL)) * 1000)::float8 AS "firstAt",
      (extract(epoch FROM max(last_at) FILTER (WHERE category IS NOT NULL)) * 1000)::float8 AS "lastAt"
    FROM counted GROUP BY 1 ORDER BY 4 DESC, 2 DESC, 1`);
}
