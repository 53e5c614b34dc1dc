import type { Db } from '@/lib/db';

export interface HeardSource {
  name: string;
  /** Beginnings of the five minutes in which anything came, ms since the epoch, the earliest first. */
  heardAt: number[];
}

/** When each live source was heard of. */
export async function pastSources(db: Db, from: Date, to: Date): Promise<HeardSource[]> {
  return db.$queryRaw<HeardSource[]>`
    SELECT name AS "name", array_agg(at ORDER BY at) AS "heardAt"
    FROM (
      SELECT DISTINCT s.name, extract(epoch FROM r.bucket_at)::float8 * 1000 AS at
      FROM source s JOIN rollup r ON r.source_id = s.id AND r.bucket_minutes = 5
      WHERE s.kind NOT IN ('import', 'sample') AND NOT s.paused
        AND r.bucket_at >= ${from}::timestamptz AND r.bucket_at < ${to}::timestamptz
    ) heard
    GROUP BY name ORDER BY name`;
}
