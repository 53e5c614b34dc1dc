import { z } from 'zod';
import type { Db } from '@/lib/db';
import {
  endsAlike,
  endsAt,
  type FileLook,
  IDENTITY_BYTES,
  identityHash,
  identityHashes,
  isBeginningOf,
} from '@/lib/sources/file-look';
import { isSameFile, statFile } from '@/lib/sources/file-watch';
import type { FileGeneration, GenerationRef } from './file-generations';

/**
 * The generation that this file continues: the same file as far as it was read, or a copy of it (rotated, gzipped,
 * imported again). Identity on disk is not enough, since inodes are reused at once; nor is the head, since files of
 * one kind begin alike: what lies before the position decides.
 */
export async function findGeneration(
  db: Pick<Db, 'fileGeneration'>,
  sourceId: number,
  look: FileLook,
): Promise<FileGeneration | null> {
  const sameFile = { device: look.device, inode: look.inode, birthMs: look.birthMs };
  const sameHead = { headHash: { in: identityHashes(look.head) } };
  const candidates = await db.fileGeneration.findMany({
    where: { sourceId, OR: [sameFile, sameHead] },
    orderBy: { id: 'desc' },
  });
  candidates.sort((a, b) => Number(isSameFile(b, look)) - Number(isSameFile(a, look)));
  for (const generation of candidates) if (await isContinuedBy(look, generation)) return generation;
  return null;
}

/** Whether this file is the generation, or a copy of it. */
export async function isContinuedBy(look: FileLook, generation: FileGeneration): Promise<boolean> {
  if (generation.headBytes > look.head.length) return false;
  if (identityHash(look.head.subarray(0, generation.headBytes)) !== generation.headHash) return false;
  const position = Number(generation.position);
  if (position < IDENTITY_BYTES && !isSameFile(generation, look) && (await isInPlace(generation))) {
    // Too little of it has been read to tell a copy of it from another file that begins alike, but all of it is there
    // to compare with.
    return isBeginningOf(look.path, generation.path);
  }
  if (await endsAlike(look.path, position, generation.tailHash)) return true;
  return isOlderCopy(look, Ends.parse(generation.ends));
}

/** Whether a generation still lies where it was last seen, also where this look is at a copy of it. After copytruncate
 * the file is the same, and what was read of it is not in it. */
async function isInPlace({ path, ...generation }: FileGeneration): Promise<boolean> {
  const there = await statFile(path);
  if (!there || !isSameFile(there, generation)) return false;
  const { position, headBytes, headHash, tailHash } = generation;
  return (await endsAlike(path, headBytes, headHash)) && (await endsAlike(path, Number(position), tailHash));
}

/** Whether a copy of a generation holds nothing that has not been read, or can be read where the generation lies. */
export async function bringsNothingNew(look: FileLook, generation: FileGeneration): Promise<boolean> {
  if (isSameFile(generation, look) || !(await isInPlace(generation))) return false;
  return (await endsAt(look.path, Number(generation.position))) || isBeginningOf(look.path, generation.path);
}

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
