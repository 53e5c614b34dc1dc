import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

export interface DataExtent {
  /** Beginning of the first day that has events. */
  firstAt: Date;
  /** Time of the last event. */
  lastAt: Date;
}

/** From when to when the store holds events; `null` while it is empty. */
export async function dataExtent(db: Db): Promise<DataExtent | null> {
  const [extent] = await db.$queryRaw<{ firstAt: Date | null; lastAt: Date | null }[]>(Prisma.sql`
    SELECT min(first.bucket_at) AS "firstAt", max(coalesce(s.watermark_at, last.bucket_at)) AS "lastAt"
    FROM source s
    CROSS JOIN LATERAL (SELECT bucket_at FROM rollup WHERE source_id = s.id AND bucket_minutes = 1440
                        ORDER BY bucket_at LIMIT 1) first
    CROSS JOIN LATERAL (SELECT bucket_at FROM rollup WHERE source_id = s.id AND bucket_minutes = 5
                        ORDER BY bucket_at DESC LIMIT 1) last`);
  return extent?.firstAt && extent.lastAt ? { firstAt: extent.firstAt, lastAt: extent.lastAt } : null;
}
