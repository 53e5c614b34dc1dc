import type { Db } from '@/lib/db';
import type { GenerationRef } from './file-generations';

/**
 * Writes down that the rest of a generation is gone, and lets it be done with: how many bytes of it had been seen and
 * not been read, or that this cannot be known. Nothing happens where all that was seen has been read.
 * @returns false while somebody still reads it: what looks lost may be coming in.
 */
export async function noteGap(
  db: Db,
  { sourceId, generationId }: GenerationRef,
  { reason, isKnown }: { reason: string; isKnown: boolean },
): Promise<boolean> {
  const rows = await db.$queryRaw<{ ended: boolean }[]>`
    WITH lost AS (
      SELECT position, size_bytes FROM file_generation
       WHERE source_id = ${sourceId} AND id = ${generationId} AND (lease_owner IS NULL OR lease_until < now())
         FOR UPDATE
    ), gap AS (
      INSERT INTO source_gap (source_id, origin_id, position, bytes, reason)
      SELECT ${sourceId}::int, ${generationId}::bigint, position,
             CASE WHEN ${isKnown} THEN size_bytes - position END, ${reason}
        FROM lost WHERE position < size_bytes
      ON CONFLICT DO NOTHING
    )
    UPDATE file_generation g SET size_bytes = g.position, fault = NULL
      FROM lost WHERE g.source_id = ${sourceId} AND g.id = ${generationId}
    RETURNING true AS ended`;
  return rows.length > 0;
}
