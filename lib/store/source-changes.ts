import type { Db } from '@/lib/db';

/** A paused source is not read on, and takes in nothing; what it has brought stays. */
export async function setSourcePaused(db: Db, sourceId: number, paused: boolean): Promise<void> {
  await db.source.update({ where: { id: sourceId }, data: { paused } });
}

/**
 * Takes away a source that has brought nothing: one that has is part of every count, and can only be paused.
 * It has to be paused first, so that nothing is on its way while it goes.
 * @returns whether it was taken away.
 */
export async function removeSource(db: Db, sourceId: number): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const removed = await transaction.$executeRaw`
      DELETE FROM source s WHERE s.id = ${sourceId} AND s.paused
        AND NOT EXISTS (SELECT FROM rollup WHERE source_id = s.id)
        AND NOT EXISTS (SELECT FROM ingest_batch WHERE source_id = s.id AND state <> 'done')`;
    if (removed === 0) return false;
    const where = { sourceId };
    await transaction.apiToken.deleteMany({ where });
    await transaction.ingestBatch.deleteMany({ where });
    await transaction.fileGeneration.deleteMany({ where });
    await transaction.unparsedRecord.deleteMany({ where });
    await transaction.sourceGap.deleteMany({ where });
    return true;
  });
}
