import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { labelsWithin, type Scope, sourcesWithin } from './scope';

/** When a provider first refused with a code since a given time, to the millisecond. */
export async function firstRefusal(db: Db, scope: Scope, since: Date, until: Date): Promise<Date | null> {
  const [first] = await db.$queryRaw<{ at: Date | null }[]>(Prisma.sql`
    SELECT min(e.at) AS "at"
    FROM label_set l
    CROSS JOIN LATERAL (
      SELECT at FROM event
      WHERE label_set_id = l.id AND diagnostic IS NOT NULL
        AND at >= ${since}::timestamptz AND at < ${until}::timestamptz AND ${sourcesWithin(scope)}
      ORDER BY at LIMIT 1
    ) e
    WHERE ${labelsWithin(scope)} AND l.outcome IN ('bounced', 'deferred')`);
  return first?.at ?? null;
}
