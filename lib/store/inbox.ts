import { createHash } from 'node:crypto';
import type { Db } from '@/lib/db';
import { redactAddresses } from '@/lib/mail/masked-address';
import type { IngestBatch } from '@/prisma/generated/client';
import { type Actor, audit } from './audit';
import type { StreamKey } from './ingest-streams';

export type { IngestBatch };

/** What is pushed to us is durable here before it is answered, and before its job is queued. */
export interface Arrival {
  sourceId: number;
  /** A format id: what `auto` means has been decided. */
  format: string;
  /** As it came, also compressed. */
  content: Uint8Array<ArrayBuffer>;
  /** The sender's own key: the same arrival twice is one batch. */
  idempotencyKey: string | null;
}

/** One batch of one source. */
export interface BatchRef {
  sourceId: number;
  batchId: number;
}

/** A batch that fails this often is `dead`: kept and shown, and no longer tried by itself. */
export const MAX_ATTEMPTS = 5;

/** @returns the batch's id, also where the same key has arrived before. */
export async function receive(db: Pick<Db, 'ingestBatch'>, arrival: Arrival): Promise<number> {
  const { sourceId, idempotencyKey } = arrival;
  if (idempotencyKey === null)
    return Number((await db.ingestBatch.create({ data: arrival, select: { id: true } })).id);
  await db.ingestBatch.createMany({ data: [arrival], skipDuplicates: true });
  const batch = await db.ingestBatch.findUniqueOrThrow({
    where: { sourceId_idempotencyKey: { sourceId, idempotencyKey } },
    select: { id: true },
  });
  return Number(batch.id);
}

/** Whether a batch came as these very bytes, whoever was erased from it since. */
export async function holdsContent(
  db: Db,
  { sourceId, batchId }: BatchRef,
  content: Uint8Array,
): Promise<boolean> {
  const digest = createHash('sha256').update(content).digest('hex');
  const [batch] = await db.$queryRaw<{ digest: string }[]>`
    SELECT encode(coalesce(sent_hash, sha256(content)), 'hex') AS digest FROM ingest_batch
     WHERE source_id = ${sourceId}::int AND id = ${batchId}::bigint`;
  return batch?.digest === digest;
}

/** What the source's last batch was read as; `null` where there was none yet. */
export async function lastFormat(db: Db, sourceId: number): Promise<string | null> {
  const last =
    (await db.ingestBatch.findFirst({
      where: { sourceId },
      orderBy: { id: 'desc' },
      select: { format: true },
    })) ??
    (await db.ingestStream.findFirst({
      where: { sourceId },
      orderBy: { updatedAt: 'desc' },
      select: { format: true },
    }));
  return last?.format ?? null;
}

/** The stream of a batch, if any batch waits in it: this one may be done with those before it, while others whose job it
 * shares have come since. */
export async function waitingStream(db: Db, { sourceId, batchId }: BatchRef): Promise<StreamKey | null> {
  const batch = await db.ingestBatch.findUnique({
    where: { sourceId_id: { sourceId, id: batchId } },
    select: { format: true },
  });
  const stream = batch && { sourceId, format: batch.format };
  return stream && (await nextBatch(db, stream)) && stream;
}

/** The batch that has waited longest in a stream. */
export const nextBatch = (db: Db, { sourceId, format }: StreamKey) =>
  db.ingestBatch.findFirst({
    where: { sourceId, format, state: 'received' },
    orderBy: { id: 'asc' },
    select: { id: true },
  });

/** Batches that are worth one transaction: of many small ones, the transaction is most of the work. */
const MOST_TOGETHER = 500;
const BYTES_TOGETHER = 4 << 20;

/** The batches that have waited longest in a stream, in order: one, and as many behind it as are recorded together.
 * One that has failed before is tried alone, so that it takes no other with it. */
export async function nextBatches(db: Db, { sourceId, format }: StreamKey): Promise<IngestBatch[]> {
  const ids = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM (
      SELECT id, row_number() OVER earlier AS place, sum(attempts) OVER earlier AS attempts,
             sum(octet_length(content)) OVER earlier AS bytes
        FROM (SELECT id, attempts, content FROM ingest_batch
               WHERE source_id = ${sourceId} AND format = ${format} AND state = 'received'
               ORDER BY id LIMIT ${MOST_TOGETHER}) AS waiting
      WINDOW earlier AS (ORDER BY id)
    ) AS counted
    WHERE place = 1 OR (attempts = 0 AND bytes <= ${BYTES_TOGETHER})`;
  return db.ingestBatch.findMany({
    where: { sourceId, id: { in: ids.map(({ id }) => id) }, state: 'received' },
    orderBy: { id: 'asc' },
  });
}

/** Counts an attempt, and buries the batch after too many. @returns whether it is dead now. */
export async function noteFailure(db: Db, { sourceId, batchId }: BatchRef, said: string): Promise<boolean> {
  // The store may quote what it does not take.
  const fault = redactAddresses(said);
  const { attempts } = await db.ingestBatch.update({
    where: { sourceId_id: { sourceId, id: batchId } },
    data: { attempts: { increment: 1 }, fault },
    select: { attempts: true },
  });
  if (attempts < MAX_ATTEMPTS) return false;
  const { count } = await db.ingestBatch.updateMany({
    where: { sourceId, id: batchId, state: 'received' },
    data: { state: 'dead' },
  });
  return count > 0;
}

/** Lets a dead batch be tried again: the first of its stream, since it has waited longest. @returns whether it was dead. */
export async function retryBatch(db: Db, by: Actor, { sourceId, batchId }: BatchRef): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const { count } = await transaction.ingestBatch.updateMany({
      where: { sourceId, id: batchId, state: 'dead' },
      data: { state: 'received', attempts: 0 },
    });
    if (count > 0) await audit(transaction, by, 'batch.retried', String(batchId), { source: sourceId });
    return count > 0;
  });
}

/** The first batch of each stream that was received a while ago and is not done: its job was lost, or its worker
 * died. Whoever works on it goes on with those behind it. */
export async function unfinishedBatches(db: Db, receivedBefore: Date): Promise<BatchRef[]> {
  return db.$queryRaw<BatchRef[]>`
    SELECT b.source_id AS "sourceId", b.id::float8 AS "batchId"
    FROM source s
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (format) source_id, id, received_at FROM ingest_batch
      WHERE source_id = s.id AND state = 'received' ORDER BY format, id
    ) b
    WHERE NOT s.paused AND b.received_at < ${receivedBefore}
    ORDER BY b.id`;
}
