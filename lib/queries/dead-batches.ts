import type { Db } from '@/lib/db';

/** What was pushed and could not be recorded, however often it was tried. */
export interface DeadBatch {
  id: number;
  receivedAt: Date;
  format: string;
  bytes: number;
  attempts: number;
  fault: string | null;
}

/** The dead batches of a source, the first to arrive first. */
export async function deadBatches(db: Db, sourceId: number, most = 50): Promise<DeadBatch[]> {
  return db.$queryRaw<DeadBatch[]>`
    SELECT id::float8 AS "id", received_at AS "receivedAt", format AS "format", length(content)::float8 AS "bytes",
      attempts AS "attempts", fault AS "fault"
    FROM ingest_batch WHERE source_id = ${sourceId}::int AND state = 'dead' ORDER BY id LIMIT ${most}`;
}
