import type { Db } from '@/lib/db';
import { type FileLook, identityBytes, identityHash } from '@/lib/sources/file-look';
import type { FileGeneration } from './file-generations';
import { isContinuedBy } from './find-generation';

export interface Elsewhere {
  generation: FileGeneration;
  /** Its source follows it; else it was imported. */
  isFollowed: boolean;
  sourceName: string;
}

/** The generation of another source that this file continues; one that is followed before one that was imported. */
export async function findElsewhere(
  db: Pick<Db, 'fileGeneration' | 'source'>,
  source: { id: number; format: string },
  look: FileLook,
): Promise<Elsewhere | null> {
  const sameFile = { device: look.device, inode: look.inode, birthMs: look.birthMs };
  const sameHead = { headHash: identityHash(look.head.subarray(0, identityBytes(look.head))) };
  // Asked to be read as something else, it gives other events.
  const asAsked = source.format === 'auto' ? {} : { format: source.format };
  const candidates = await db.fileGeneration.findMany({
    where: { sourceId: { not: source.id }, ...asAsked, OR: [sameFile, sameHead] },
    orderBy: { id: 'desc' },
  });
  if (candidates.length === 0) return null;
  // What another workspace has read is none of this one's business, and does not count here.
  const { workspaceId } = await db.source.findUniqueOrThrow({ where: { id: source.id } });
  const sources = await db.source.findMany({
    where: { id: { in: candidates.map(({ sourceId }) => sourceId) }, workspaceId },
  });
  const known = candidates.flatMap((generation) => {
    const found = sources.find(({ id }) => id === generation.sourceId);
    return found ? [{ generation, isFollowed: found.kind === 'file', sourceName: found.name }] : [];
  });
  for (const one of known.sort((a, b) => Number(b.isFollowed) - Number(a.isFollowed)))
    if (await isContinuedBy(look, one.generation)) return one;
  return null;
}
