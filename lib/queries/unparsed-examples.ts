import type { Db } from '@/lib/db';

export interface UnparsedRecord {
  id: string;
  sourceId: number;
  reason: string;
  text: string;
}

/** The latest records of each source that no format understood, a few of each, or of one. */
export async function unparsedExamples(
  db: Db,
  sourceId: number | null = null,
  perSource = 5,
): Promise<UnparsedRecord[]> {
  return db.$queryRaw<UnparsedRecord[]>`
    SELECT concat_ws('-', u.source_id, u.origin_id, u.position) AS "id", u.source_id AS "sourceId",
      u.reason AS "reason", u.text AS "text"
    FROM source s
    CROSS JOIN LATERAL (
      SELECT * FROM unparsed_record WHERE source_id = s.id
      ORDER BY origin_id DESC, position DESC LIMIT ${perSource}
    ) u
    WHERE ${sourceId}::int IS NULL OR s.id = ${sourceId}::int
    ORDER BY u.source_id, u.origin_id DESC, u.position DESC`;
}
