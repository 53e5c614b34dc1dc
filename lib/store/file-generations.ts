import type { Db } from '@/lib/db';
import { type FileLook, identityBytes, identityHash } from '@/lib/sources/file-look';
import type { FileGeneration, Prisma } from '@/prisma/generated/client';
import { type Elsewhere, findElsewhere } from './find-elsewhere';
import { findGeneration } from './find-generation';
import { isGone } from './lease-owner';

/** Any number, as long as nothing else locks by it. */
const REGISTRATION_LOCK = 5_721_002;
/** And one for content, whatever source it is met by. */
const CONTENT_LOCK = 5_721_004;
/** Known content is looked for under the lock, and a compressed file is decoded for that. */
const REGISTRATION_MS = 120_000;

export type { FileGeneration };

export interface GenerationRef {
  sourceId: number;
  generationId: number;
}

export const refOf = ({ sourceId, id }: Pick<FileGeneration, 'sourceId' | 'id'>): GenerationRef => ({
  sourceId,
  generationId: Number(id),
});

const rowOf = ({ sourceId, generationId }: GenerationRef) => ({
  sourceId_id: { sourceId, id: generationId },
});

export const generationById = (db: Db, ref: GenerationRef): Promise<FileGeneration> =>
  db.fileGeneration.findUniqueOrThrow({ where: rowOf(ref) });

/** What registers a file. */
export interface Registering {
  id: number;
  kind: string;
  format: string;
}

/**
 * A new generation, unless somebody made one of this content a moment ago: two that come upon a new file together
 * must not both read it. `name` is what it goes by: its path, or the name that is followed and leads to it.
 *
 * A file belongs to one source, so that it counts once: whoever follows it has it; else who imported it first. Who
 * begins to follow a file that was imported, or uploads it, goes on where the import stands, with its open messages.
 */
export async function createGeneration(
  db: Db,
  source: Registering,
  look: FileLook,
  { format, name }: { format: string; name: string },
): Promise<FileGeneration> {
  const headBytes = identityBytes(look.head);
  const headHash = identityHash(look.head.subarray(0, headBytes));
  const data = {
    sourceId: source.id,
    name,
    path: look.path,
    device: look.device,
    inode: look.inode,
    birthMs: look.birthMs,
    headHash,
    headBytes,
    tailHash: identityHash(Buffer.alloc(0)),
    format,
    referenceAt: new Date(look.modifiedMs),
    sizeBytes: look.sizeBytes,
  };
  const create = async (transaction: Prisma.TransactionClient) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${REGISTRATION_LOCK}::int, ${source.id}::int),
      pg_advisory_xact_lock(${CONTENT_LOCK}::int, hashtext(${headHash}))`;
    const known = await findGeneration(transaction, source.id, look);
    if (known) return known;
    const elsewhere = await findElsewhere(transaction, source, look);
    if (elsewhere && source.kind === 'import') return elsewhere.generation;
    return transaction.fileGeneration.create({
      data: { ...data, ...(elsewhere && (await takenOver(transaction, source, elsewhere))) },
    });
  };
  return db.$transaction(create, { maxWait: REGISTRATION_MS, timeout: REGISTRATION_MS });
}

/** Where an import stands, from where its file is read on now. */
async function takenOver(
  transaction: Prisma.TransactionClient,
  { id }: Registering,
  { generation, isFollowed, sourceName }: Elsewhere,
) {
  if (isFollowed) throw new Error(`it is followed as a part of the source "${sourceName}" already`);
  const { leaseOwner, leaseUntil } = generation;
  if (leaseOwner && leaseUntil && leaseUntil > new Date() && !isGone(leaseOwner))
    throw new Error('it is being imported now, and is read on when that has ended');
  await transaction.source.update({ where: { id }, data: { duplicates: { increment: generation.events } } });
  const { position, tailHash, parserState, referenceAt, format, ends } = generation;
  return { position, tailHash, parserState, referenceAt, format, ends: ends ?? [] };
}

/** Where the generation lies now, how large it is, and as much of its head as there is by now. Why it could not be read
 * where it was before does not count any more. */
export async function noteLook(db: Db, ref: GenerationRef, look: FileLook): Promise<void> {
  const headBytes = identityBytes(look.head);
  const headHash = identityHash(look.head.subarray(0, headBytes));
  const { path, device, inode, birthMs, sizeBytes } = look;
  await db.fileGeneration.update({
    where: rowOf(ref),
    data: { path, device, inode, birthMs, sizeBytes, headBytes, headHash, fault: null },
  });
}

/** What the file turned out to be, once there was enough of it to tell; or why it still cannot be told. */
export async function noteFormat(
  db: Db,
  ref: GenerationRef,
  format: string | null,
  fault: string | null,
): Promise<void> {
  await db.fileGeneration.update({ where: rowOf(ref), data: { ...(format && { format }), fault } });
}

/** Moves a generation's size along with its file, between two looks at its content. @returns false where that has to wait:
 * whoever is committing a batch of it holds the row, and other files are not to wait for that. */
export async function noteSize(db: Db, ref: GenerationRef, sizeBytes: number): Promise<boolean> {
  const { sourceId, generationId } = ref;
  const noted = await db.$executeRaw`
    UPDATE file_generation SET size_bytes = ${sizeBytes}::bigint
     WHERE (source_id, id) = (SELECT source_id, id FROM file_generation
       WHERE source_id = ${sourceId}::int AND id = ${generationId}::bigint FOR NO KEY UPDATE SKIP LOCKED)`;
  return noted > 0;
}

/** What was last found under a followed name, wherever it lies by now. */
export const lastUnderName = (db: Db, sourceId: number, name: string): Promise<FileGeneration | null> =>
  db.fileGeneration.findFirst({ where: { sourceId, name }, orderBy: { id: 'desc' } });

/** Whether a file is that of another generation of this source: then it is no copy of this one. */
export async function isFileOfAnother(
  db: Db,
  { sourceId, id }: FileGeneration,
  { device, inode, birthMs }: Pick<FileGeneration, 'device' | 'inode' | 'birthMs'>,
): Promise<boolean> {
  const where = { sourceId, id: { not: id }, device, inode, birthMs };
  return (await db.fileGeneration.count({ where })) > 0;
}

/** What is not read to its end, or was still read a while ago and may have a writer yet. */
export const openGenerations = (db: Db, sourceIds: number[], readSince: Date): Promise<FileGeneration[]> =>
  db.fileGeneration.findMany({
    where: {
      sourceId: { in: sourceIds },
      OR: [{ position: { lt: db.fileGeneration.fields.sizeBytes } }, { updatedAt: { gt: readSince } }],
    },
    orderBy: { id: 'asc' },
  });

export interface ReadState {
  position: number;
  isBehind: boolean;
  fault: string | null;
}

/** How far each of these has been read, compared with the size that it had when it was last looked at. */
export async function readStates(db: Db, refs: GenerationRef[]): Promise<Map<number, ReadState>> {
  if (refs.length === 0) return new Map();
  const rows = await db.fileGeneration.findMany({
    where: {
      sourceId: { in: refs.map(({ sourceId }) => sourceId) },
      id: { in: refs.map(({ generationId }) => generationId) },
    },
    select: { id: true, position: true, sizeBytes: true, fault: true },
  });
  return new Map(
    rows.map(({ id, position, sizeBytes, fault }) => [
      Number(id),
      { position: Number(position), isBehind: position < sizeBytes, fault },
    ]),
  );
}

/**
 * Lets a generation that gave no event be read once more from its start, as another format: it was taken for what it
 * is not. @returns false where it has given events, or somebody reads it now.
 */
export async function readAnewAs(db: Db, ref: GenerationRef, format: string): Promise<boolean> {
  const { sourceId, generationId } = ref;
  const start = { position: 0, parserState: null, tailHash: identityHash(Buffer.alloc(0)), ends: [] };
  const counts = { contextCount: 0, ignoredCount: 0, unparsedCount: 0, eventRecords: 0 };
  return db.$transaction(async (transaction) => {
    const { count } = await transaction.fileGeneration.updateMany({
      where: { sourceId, id: generationId, events: 0, leaseOwner: null },
      data: { ...start, ...counts, format, fault: null },
    });
    if (count > 0)
      await transaction.unparsedRecord.deleteMany({ where: { sourceId, originId: generationId } });
    return count > 0;
  });
}
