import type { Db } from '@/lib/db';
import { COUNTED_APART, type CountedDimension, OTHER } from '@/lib/mail/counted-dimensions';
import { Prisma } from '@/prisma/generated/client';

export interface CountedApart {
  dimension: CountedDimension;
  values: number;
  limit: number;
  /** Whether more came than there is room for. */
  isFull: boolean;
}

/** How many values of each dimension are counted apart, and of which have there been more? */
export async function countedApart(db: Db): Promise<CountedApart[]> {
  const dimensions = Object.keys(COUNTED_APART) as CountedDimension[];
  const counts = dimensions.map((dimension) => {
    const column = Prisma.raw(dimension);
    return Prisma.sql`SELECT ${dimension} AS "dimension", count(DISTINCT nullif(${column}, ${OTHER}))::float8 AS "values",
        coalesce(bool_or(${column} = ${OTHER}), false) AS "isFull" FROM label_set`;
  });
  const rows = await db.$queryRaw<Omit<CountedApart, 'limit'>[]>(Prisma.join(counts, ' UNION ALL '));
  return rows.map((row) => ({ ...row, limit: COUNTED_APART[row.dimension] }));
}
