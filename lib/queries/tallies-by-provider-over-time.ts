import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { OTHER_PROVIDER, rollupsOverTime, type Scope } from './scope';
import { type Tally, tallyColumns } from './tally';

/** What became of the attempts at each provider, bucket by bucket. A bucket without events is absent. */
export async function talliesByProviderOverTime(
  db: Db,
  scope: Scope,
): Promise<Map<string, Map<number, Tally>>> {
  const rows = await db.$queryRaw<(Tally & { provider: string; at: number })[]>(Prisma.sql`
    SELECT coalesce(l.provider, ${OTHER_PROVIDER}) AS "provider", r.at AS "at", ${tallyColumns}
    FROM ${rollupsOverTime(scope)}
    GROUP BY 1, 2 ORDER BY 1, 2`);
  const byProvider = new Map<string, Map<number, Tally>>();
  for (const { provider, at, ...tally } of rows) {
    const buckets = byProvider.get(provider) ?? new Map<number, Tally>();
    byProvider.set(provider, buckets.set(at, tally));
  }
  return byProvider;
}
