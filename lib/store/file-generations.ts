import { z } from 'zod';
import type { Db } from '@/lib/db';
import { endsAlike, endsAt, type FileLook, identityBytes, identityHash } from '@/lib/sources/file-look';
import type { Prisma } from '@/prisma/generated/client';
import { isGone } from './lease-owner';
import { LEASE_SECONDS } from './ledger';

/** Any number, as long as nothing else locks by it. */
const REGISTRATION_LOCK = 5_721_002;
/** Known content is looked for under the lock, and a compressed file is decoded for that. */
const REGISTRATION_MS = 120_000;

export interface GenerationRef {
  sourceId: number;
  generationId: number;
}

/**
 * The generation that this file continues: the same file as far as it was read, or a copy of it (rotated, gzipped,
 * imported again). Identity on disk is not enough, since inodes are reused at once; nor is the head, since files of
 * one kind begin alike: what lies before the position decides.
 */
export async function findGeneration(db: Pick<Db, 'fileGeneration'>, sourceId: number, look: FileLook) {
  const sameFile = { device: look.device, inode: look.inode, birthMs: look.birthMs };
  const sameHead = { headHash: identityHash(look.head.subarray(0, identityBytes(look.head))) };
  const candidates = await db.fileGeneration.findMany({
    where: { sourceId, OR: [sameFile, sameHead] },
    orderBy: { id: 'desc' },
  });
  for (const generation of candidates) {
    if (generation.headBytes > look.head.length) continue;
    // Nothing has been read of it yet, so nothing tells a copy of it from another file that begins alike.
    if (generation.position === 0n && !isSameInode(generation, look)) continue;
    if (identityHash(look.head.subarray(0, generation.headBytes)) !== generation.headHash) continue;
    if (await endsAlike(look.path, Number(generation.position), generation.tailHash)) return generation;
    if (await isOlderCopy(look, Ends.parse(generation.ends))) return generation;
  }
  return null;
}

const isSameInode = (generation: { device: bigint; inode: bigint }, look: FileLook): boolean =>
  generation.device === look.device && generation.inode === look.inode;

const Ends = z.array(z.tuple([z.number(), z.string()]));
const ENDS_KEPT = 50;

/** A copy from when the file was shorter: all of it has been read, as an import of its own that ended there. */
async function isOlderCopy(look: FileLook, ends: z.infer<typeof Ends>): Promise<boolean> {
  for (const [position, tailHash] of ends) {
    if ((await endsAlike(look.path, position, tailHash)) && (await endsAt(look.path, position))) return true;
  }
  return false;
}

/** Remembers where a complete read ended, to know a copy of that length again. */
export async function noteEnd(db: Db, { sourceId, generationId }: GenerationRef): Promise<void> {
  const where = { sourceId_id: { sourceId, id: generationId } };
  const { ends, position, tailHash } = await db.fileGeneration.findUniqueOrThrow({ where });
  const known = Ends.parse(ends);
  if (known.some(([end]) => end === Number(position))) return;
  const kept = [...known, [Number(position), tailHash]].slice(-ENDS_KEPT);
  await db.fileGeneration.update({ where, data: { ends: kept } });
}

/**
 * A new generation, unless somebody made one of this content a moment ago: two that come upon a new file together
 * must not both read it.
 */
export async function createGeneration(db: Db, sourceId: number, look: FileLook, format: string) {
  const headBytes = identityBytes(look.head);
  const data = {
    sourceId,
    path: look.path,
    device: look.device,
    inode: look.inode,
    birthMs: look.birthMs,
    headHash: identityHash(look.head.subarray(0, headBytes)),
    headBytes,
    tailHash: identityHash(Buffer.alloc(0)),
    format,
    referenceAt: new Date(look.modifiedMs),
    sizeBytes: look.sizeBytes,
  };
  const create = async (transaction: Prisma.TransactionClient) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${REGISTRATION_LOCK}::int, ${sourceId}::int)`;
    const known = await findGeneration(transaction, sourceId, look);
    return known ?? transaction.fileGeneration.create({ data });
  };
  return db.$transaction(create, { maxWait: REGISTRATION_MS, timeout: REGISTRATION_MS });
}

/** Where the generation lies now, how large it is, and as much of its head as there is by now. */
export async function noteLook(
  db: Db,
  { sourceId, generationId }: GenerationRef,
  look: FileLook,
): Promise<void> {
  const headBytes = identityBytes(look.head);
  const headHash = identityHash(look.head.subarray(0, headBytes));
  const { path, device, inode, birthMs, sizeBytes } = look;
  await db.fileGeneration.update({
    where: { sourceId_id: { sourceId, id: generationId } },
    data: { path, device, inode, birthMs, sizeBytes, headBytes, headHash },
  });
}

/** The generation, if nobody else reads it now. */
export async function takeLease(db: Db, { sourceId, generationId }: GenerationRef, owner: string, now: Date) {
  const find = () =>
    db.fileGeneration.findUniqueOrThrow({ where: { sourceId_id: { sourceId, id: generationId } } });
  const take = async (from: Prisma.FileGenerationWhereInput) => {
    const lease = { leaseOwner: owner, leaseUntil: new Date(now.getTime() + LEASE_SECONDS * 1000) };
    const where = { AND: [{ sourceId, id: generationId }, from] };
    return (await db.fileGeneration.updateMany({ where, data: lease })).count > 0;
  };
  const isFree = { OR: [{ leaseOwner: null }, { leaseOwner: owner }, { leaseUntil: { lt: now } }] };
  if (await take(isFree)) return find();
  const { leaseOwner } = await find();
  return leaseOwner !== null && isGone(leaseOwner) && (await take({ leaseOwner })) ? find() : null;
}

export async function returnLease(
  db: Db,
  { sourceId, generationId }: GenerationRef,
  owner: string,
  fault: string | null,
) {
  await db.fileGeneration.updateMany({
    where: { sourceId, id: generationId, leaseOwner: owner },
    data: { leaseOwner: null, leaseUntil: null, fault },
  });
}

/** What the file turned out to be, once there was enough of it to tell; or why it still cannot be told. */
export async function noteFormat(
  db: Db,
  { sourceId, generationId }: GenerationRef,
  format: string | null,
  fault: string | null,
): Promise<void> {
  await db.fileGeneration.update({
    where: { sourceId_id: { sourceId, id: generationId } },
    data: { ...(format && { format }), fault },
  });
}

/** Which of these generations have not been read to the size that they had when they were last looked at. */
export async function generationsBehind(
  db: Db,
  ids: number[],
): Promise<Map<number, { fault: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await db.fileGeneration.findMany({
    where: { id: { in: ids }, position: { lt: db.fileGeneration.fields.sizeBytes } },
    select: { id: true, fault: true },
  });
  return new Map(rows.map(({ id, fault }) => [Number(id), { fault }]));
}

/** What was last found at this path. */
export const lastGenerationAt = (db: Db, sourceId: number, path: string) =>
  db.fileGeneration.findFirst({ where: { sourceId, path }, orderBy: { id: 'desc' } });

/** Moves a generation's size along with its file, between two looks at its content. */
export async function noteSize(
  db: Db,
  { sourceId, generationId }: GenerationRef,
  sizeBytes: number,
): Promise<void> {
  await db.fileGeneration.update({
    where: { sourceId_id: { sourceId, id: generationId } },
    data: { sizeBytes },
  });
}
