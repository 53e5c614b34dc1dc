import type { Db } from '@/lib/db';

export interface SourceGap {
  id: string;
  sourceId: number;
  /** `null` where it cannot be known. */
  bytes: number | null;
  reason: string;
  seenAt: Date;
}

/** Bytes that were lost before they could be read: the latest of each source, or of one. */
export async function sourceGaps(
  db: Db,
  sourceId: number | null = null,
  perSource = 5,
): Promise<SourceGap[]> {
  return db.$queryRaw<SourceGap[]>`
    SELECT concat_ws('-', g.source_id, g.origin_id, g.position) AS "id", g.source_id AS "sourceId",
      g.bytes::float8 AS "bytes", g.reason AS "reason", g.seen_at AS "seenAt"
    FROM source s
    CROSS JOIN LATERAL (
      SELECT * FROM source_gap WHERE source_id = s.id ORDER BY seen_at DESC LIMIT ${perSource}
    ) g
    WHERE ${sourceId}::int IS NULL OR s.id = ${sourceId}::int
    ORDER BY g.source_id, g.seen_at DESC`;
}
