import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { sumsWithin } from './counts-within';
import type { Scope } from './scope';
import { EMPTY_TALLY, type Tally, tallyColumns } from './tally';

/** What became of all attempts of a scope. */
export async function totalTally(db: Db, scope: Scope): Promise<Tally> {
  const [total] = await db.$queryRaw<Tally[]>(Prisma.sql`SELECT ${tallyColumns} FROM ${sumsWithin(scope)}`);
  return total ?? EMPTY_TALLY;
}
