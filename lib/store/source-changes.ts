import type { Db } from '@/lib/db';
import { type Actor, audit } from './audit';

/** A paused source is not read on, and takes in nothing; what it has brought stays. */
export async function setSourcePaused(db: Db, by: Actor, sourceId: number, paused: boolean): Promise<void> {
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.source.updateMany({
      where: { id: sourceId, paused: !paused },
      data: { paused },
    });
    if (count === 0) return;
    const { name } = await transaction.source.findUniqueOrThrow({ where: { id: sourceId } });
    await audit(transaction, by, paused ? 'source.paused' : 'source.resumed', name);
  });
}

/**
 * Takes away a source that has brought nothing: one that has is part of every count, and can only be paused.
 * It has to be paused first, so that nothing is on its way while it goes.
 * @returns whether it was taken away.
 */
export async function removeSource(db: Db, by: Actor, sourceId: number): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const [removed] = await transaction.$queryRaw<{ name: string; kind: string }[]>`
      DELETE FROM source s WHERE s.id = ${sourceId} AND s.paused
        AND NOT EXISTS (SELECT FROM rollup WHERE source_id = s.id)
        AND NOT EXISTS (SELECT FROM ingest_batch WHERE source_id = s.id AND state <> 'done')
        AND NOT EXISTS (SELECT FROM upload WHERE source_id = s.id AND state IN ('arriving', 'received'))
      RETURNING name, kind`;
    if (!removed) return false;
    const where = { sourceId };
    await transaction.apiToken.deleteMany({ where });
    await transaction.ingestBatch.deleteMany({ where });
    await transaction.ingestStream.deleteMany({ where });
    await transaction.webhookSubscription.deleteMany({ where });
    await transaction.upload.deleteMany({ where });
    await transaction.uploadPart.deleteMany({ where });
    await transaction.fileGeneration.deleteMany({ where });
    await transaction.unparsedRecord.deleteMany({ where });
    await transaction.sourceGap.deleteMany({ where });
    await audit(transaction, by, 'source.deleted', removed.name, { kind: removed.kind });
    return true;
  });
}
