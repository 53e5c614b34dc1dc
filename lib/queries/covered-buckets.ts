import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { everything, rollupsOverTime } from './scope';
import type { TimeRange } from './time-range';

/** The buckets in which anything at all was recorded: elsewhere, nothing counted is not the same as zero. */
export async function coveredBuckets(db: Db, range: TimeRange): Promise<Set<number>> {
  const rows = await db.$queryRaw<{ at: number }[]>(Prisma.sql`
    SELECT DISTINCT r.at AS "at" FROM ${rollupsOverTime(everything(range))}`);
  return new Set(rows.map(({ at }) => at));
}
