import type { Db } from '@/lib/db';

/** What is pushed to us is durable here before it is answered, and before its job is queued. */
export interface Arrival {
  sourceId: number;
  format: string;
  content: Uint8Array<ArrayBuffer>;
  /** The sender's own key: the same arrival twice is one batch. */
  idempotencyKey: string | null;
}

/** A batch that fails this often is `dead`: kept and shown, and no longer tried by itself. */
export const MAX_ATTEMPTS = 5;

/** @returns the batch's id, also where the same key has arrived before. */
export async function receive(db: Db, arrival: Arrival): Promise<number> {
  const { sourceId, idempotencyKey } = arrival;
  if (idempotencyKey === null) return Number((await db.ingestBatch.create({ data: arrival })).id);
  await db.ingestBatch.createMany({ data: [arrival], skipDuplicates: true });
  const batch = await db.ingestBatch.findUniqueOrThrow({
    where: { sourceId_idempotencyKey: { sourceId, idempotencyKey } },
    select: { id: true },
  });
  return Number(batch.id);
}

export const batchById = (db: Db, sourceId: number, id: number) =>
  db.ingestBatch.findUnique({ where: { sourceId_id: { sourceId, id } } });

/** Counts an attempt, and buries the batch after too many. */
export async function noteFailure(db: Db, sourceId: number, batchId: number, fault: string): Promise<void> {
  const { attempts } = await db.ingestBatch.update({
    where: { sourceId_id: { sourceId, id: batchId } },
    data: { attempts: { increment: 1 }, fault },
  });
  if (attempts < MAX_ATTEMPTS) return;
  await db.ingestBatch.updateMany({
    where: { sourceId, id: batchId, state: 'received' },
    data: { state: 'dead' },
  });
}

/** Batches that were received a while ago and are not done: their job was lost, or its worker died. */
export async function unfinishedBatches(db: Db, receivedBefore: Date) {
  const batches = await db.ingestBatch.findMany({
    where: { state: 'received', receivedAt: { lt: receivedBefore } },
    select: { sourceId: true, id: true },
    orderBy: { id: 'asc' },
    take: 1_000,
  });
  return batches.map(({ sourceId, id }) => ({ sourceId, batchId: Number(id) }));
}
