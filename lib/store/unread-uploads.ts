import type { Db } from '@/lib/db';
import { redactAddresses } from '@/lib/mail/masked-address';
import { Prisma } from '@/prisma/generated/client';
import { type Actor, audit } from './audit';
import { keyOfUpload, type UploadRef } from './uploads';

/** An upload that fails this often is given up until somebody asks for it again. */
const MAX_ATTEMPTS = 5;
/** Reading it is tried again after this long, times the attempts so far. */
const RETRY_MS = 15_000;

/** The content, part by part. @throws Error where a part is missing. */
export async function* partsOf(db: Db, { sourceId, uploadId }: UploadRef, sizeBytes: number) {
  for (let position = 0; position < sizeBytes; ) {
    const part = await db.uploadPart.findUnique({
      where: { sourceId_uploadId_position: { sourceId, uploadId, position } },
    });
    if (!part) throw new Error(`upload ${uploadId} has no part at ${position}`);
    yield part.content;
    position += part.content.length;
  }
}

/** Whole, and not read yet; one that failed is due again after a while only. */
const isDue = (now: Date): Prisma.Sql => Prisma.sql`
  state = 'received' AND touched_at <= ${now}::timestamptz - make_interval(secs => attempts * ${RETRY_MS / 1000}::float8)`;

/** Sources that have uploads to be read. */
export async function sourcesWithUploads(db: Db, now: Date): Promise<number[]> {
  const rows = await db.$queryRaw<{ sourceId: number }[]>`
    SELECT DISTINCT u.source_id AS "sourceId" FROM upload u JOIN source s ON s.id = u.source_id
    WHERE ${isDue(now)} AND NOT s.paused ORDER BY 1`;
  return rows.map(({ sourceId }) => sourceId);
}

/** The uploads of a source that are to be read, in the order in which they were begun. */
export async function unreadUploads(db: Db, sourceId: number, now: Date): Promise<UploadRef[]> {
  return db.$queryRaw<UploadRef[]>`
    SELECT source_id AS "sourceId", id::float8 AS "uploadId" FROM upload
    WHERE source_id = ${sourceId}::int AND ${isDue(now)} ORDER BY id LIMIT 100`;
}

/**
 * Says which generation is being read of it, and how much of that had been read before. Two workers that come upon an
 * upload together must not each read a generation of their own: the first to say so decides.
 * @returns the generation to read
 */
export async function settleGeneration(
  db: Db,
  ref: UploadRef,
  generationId: number,
  knownBytes: number,
): Promise<number> {
  await db.upload.updateMany({
    where: { sourceId: ref.sourceId, id: ref.uploadId, generationId: null },
    data: { generationId, knownBytes },
  });
  const { generationId: settled } = await db.upload.findUniqueOrThrow({ where: keyOfUpload(ref) });
  if (Number(settled) !== generationId) {
    const unread = { sourceId: ref.sourceId, id: generationId, position: 0, leaseOwner: null };
    await db.fileGeneration.deleteMany({ where: unread });
  }
  return Number(settled);
}

/** Counts what became of it, and lets its parts go. What is not readable is `failed` for good. */
export async function finishUpload(db: Db, ref: UploadRef, fault: string | null): Promise<void> {
  const { sourceId, uploadId } = ref;
  const upload = await db.upload.findUniqueOrThrow({ where: keyOfUpload(ref) });
  const outcomes = upload.generationId === null ? {} : await outcomesOf(db, sourceId, upload.generationId);
  await db.$transaction([
    db.upload.updateMany({
      where: { sourceId, id: uploadId, state: 'received' },
      data: { state: fault === null ? 'done' : 'failed', fault, outcomes, finishedAt: new Date() },
    }),
    db.uploadPart.deleteMany({ where: { sourceId, uploadId } }),
  ]);
  if (upload.generationId === null) return;
  // The spooled copy that was read is gone: the name it came under says more.
  await db.fileGeneration.updateMany({
    where: { sourceId, id: upload.generationId },
    data: { path: upload.name },
  });
}

/**
 * What was recorded of a generation, by outcome: between the times that its batches reach, as only the newer days are
 * indexed by what their events come from. What is known of batches goes after a while; where that is short of what
 * the generation counts, all days are asked.
 */
async function outcomesOf(db: Db, sourceId: number, originId: bigint): Promise<Record<string, number>> {
  const generation = await db.fileGeneration.findFirst({ where: { sourceId, id: originId } });
  const reach = await db.recordedBatch.aggregate({
    where: { sourceId, originId },
    _min: { firstAt: true },
    _max: { lastAt: true },
  });
  const count = (within: Prisma.Sql) => db.$queryRaw<{ outcome: string; events: number }[]>`
    SELECT l.outcome AS "outcome", count(*)::float8 AS "events"
    FROM event e JOIN label_set l ON l.id = e.label_set_id
    WHERE e.source_id = ${sourceId} AND e.origin_id = ${originId}::bigint ${within} GROUP BY 1`;
  const [from, to] = [reach._min.firstAt, reach._max.lastAt];
  let counts = from && to ? await count(Prisma.sql`AND e.at BETWEEN ${from} AND ${to}`) : [];
  const counted = counts.reduce((sum, { events }) => sum + events, 0);
  if (counted < Number(generation?.events ?? 0)) counts = await count(Prisma.empty);
  return Object.fromEntries(counts.map(({ outcome, events }) => [outcome, events]));
}

/** Counts an attempt; after too many it waits for somebody to ask again. */
export async function noteUploadFault(db: Db, ref: UploadRef, fault: string): Promise<void> {
  const waiting = { sourceId: ref.sourceId, id: ref.uploadId, state: 'received' };
  await db.upload.updateMany({
    where: waiting,
    data: { attempts: { increment: 1 }, fault: redactAddresses(fault), touchedAt: new Date() },
  });
  await db.upload.updateMany({
    where: { ...waiting, attempts: { gte: MAX_ATTEMPTS } },
    data: { state: 'failed' },
  });
}

/** Reads it again, where its content is still here. @returns whether it is. */
export async function retryUpload(db: Db, by: Actor, { sourceId, uploadId }: UploadRef): Promise<boolean> {
  const parts = await db.uploadPart.count({ where: { sourceId, uploadId } });
  if (parts === 0) return false;
  return db.$transaction(async (transaction) => {
    const { count } = await transaction.upload.updateMany({
      where: { sourceId, id: uploadId, state: 'failed' },
      data: { state: 'received', attempts: 0, fault: null },
    });
    if (count > 0) await audit(transaction, by, 'upload.retried', String(uploadId), { source: sourceId });
    return count > 0;
  });
}
