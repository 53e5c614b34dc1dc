import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { sumsWithin } from './counts-within';
import { OTHER_PROVIDER, type Scope } from './scope';
import { type Tally, tallyColumns } from './tally';

export interface ProviderTally {
  provider: string;
  tally: Tally;
}

/** What became of the attempts at each provider, the largest first. */
export async function talliesByProvider(db: Db, scope: Scope): Promise<ProviderTally[]> {
  const rows = await db.$queryRaw<(Tally & { provider: string })[]>(Prisma.sql`
    SELECT coalesce(l.provider, ${OTHER_PROVIDER}) AS "provider", ${tallyColumns}
    FROM ${sumsWithin(scope)}
    GROUP BY 1 ORDER BY sum(r.events) DESC, 1`);
  return rows.map(({ provider, ...tally }) => ({ provider, tally }));
}
