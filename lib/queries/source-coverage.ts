import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { bucketStarts, type TimeRange } from './time-range';

/** When a source was heard of within a range. */
export interface SourceCoverage {
  name: string;
  /** Beginnings of the buckets that hold any record of it, ms since the epoch, in order. */
  heard: number[];
  /** Whether there is anything of it from before the range. */
  heardBefore: boolean;
}

/**
 * The buckets in which each source recorded anything at all: elsewhere, nothing counted is not the same as zero. Each
 * bucket is one look into the key of the rollups, however many there are.
 */
export async function sourceCoverage(db: Db, range: TimeRange): Promise<SourceCoverage[]> {
  const starts = bucketStarts(range);
  const ends = [...starts.slice(1), range.to.getTime()];
  const ofRollups = Prisma.sql`source_id = s.id AND bucket_minutes = ${range.rollupMinutes}::smallint`;
  return db.$queryRaw<SourceCoverage[]>(Prisma.sql`
    SELECT s.name AS "name", coalesce(h.heard, '{}') AS "heard", EXISTS (
        SELECT FROM rollup WHERE ${ofRollups} AND bucket_at < ${range.from}::timestamptz
      ) AS "heardBefore"
    FROM source s
    CROSS JOIN LATERAL (
      SELECT array_agg(b.at ORDER BY b.at) AS heard
      FROM unnest(${starts}::float8[], ${ends}::float8[]) AS b (at, until)
      -- The limit keeps this a look into the index: a join would read every rollup of the range.
      CROSS JOIN LATERAL (
        SELECT FROM rollup WHERE ${ofRollups} AND bucket_at >= to_timestamp(b.at / 1000)
          AND bucket_at < to_timestamp(b.until / 1000) LIMIT 1
      ) AS any_rollup
    ) h
    ORDER BY s.name`);
}
