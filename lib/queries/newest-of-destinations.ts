import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { ABOUT_THE_SENDER } from './destination-tallies';
import { labelsWithin, OTHER_PROVIDER, type Scope, sourcesWithin } from './scope';

export interface NewestOfDestination {
  destination: string;
  at: Date;
  replyCode: number | null;
  statusCode: string | null;
  diagnostic: string;
}

/** What each of these hosts said last when it refused the sender, word for word. */
export async function newestOfDestinations(
  db: Db,
  scope: Scope,
  destinations: readonly string[],
): Promise<NewestOfDestination[]> {
  const { range } = scope;
  // Each label set is one descent of the partial index.
  return db.$queryRaw<NewestOfDestination[]>(Prisma.sql`
    SELECT DISTINCT ON (l.destination) l.destination AS "destination", e.at AS "at", l.reply_code AS "replyCode",
      l.status_code AS "statusCode", e.diagnostic AS "diagnostic"
    FROM label_set l
    CROSS JOIN LATERAL (
      SELECT at, diagnostic FROM event
      WHERE label_set_id = l.id AND diagnostic IS NOT NULL
        AND at >= ${range.from}::timestamptz AND at < ${range.to}::timestamptz AND ${sourcesWithin(scope)}
      ORDER BY at DESC LIMIT 1
    ) e
    WHERE ${labelsWithin({ ...scope, provider: OTHER_PROVIDER })} AND l.destination = ANY(${destinations})
      AND l.outcome IN ('bounced', 'deferred') AND l.category = ANY(${ABOUT_THE_SENDER})
    ORDER BY l.destination, e.at DESC`);
}
