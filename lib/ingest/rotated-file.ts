import path from 'node:path';
import type { Db } from '@/lib/db';
import { type FileLook, lookAtWhole } from '@/lib/sources/file-look';
import { isSameFile, type Neighbour, neighboursOf } from '@/lib/sources/file-watch';
import { type FileGeneration, isFileOfAnother, type Registering } from '@/lib/store/file-generations';
import { isContinuedBy } from '@/lib/store/find-generation';
import { type RegisteredFile, registerLook } from './register-file';

/**
 * Where the content of a generation lies now: where it was, renamed, or copied (compressed, or by copytruncate), in
 * its folder. `null` where it is nowhere.
 */
export async function findRotated(db: Db, generation: FileGeneration): Promise<FileLook | null> {
  const around = await neighboursOf(path.dirname(generation.path), namesOf(generation));
  const itself = around.filter(({ stat }) => isSameFile(stat, generation));
  const copies = around.filter((one) => one.isRotation && !itself.includes(one)).sort(youngestFirst);
  for (const { path: at, stat } of [...itself, ...copies]) {
    const isItself = isSameFile(stat, generation);
    if (!isItself && (await isFileOfAnother(db, generation, stat))) continue;
    const look = await lookAtWhole(at).catch(ignoreGone);
    if (!look?.isWhole || !(await isContinuedBy(look, generation))) continue;
    // Of which nothing has been read, that may be told by its length alone: a copy holds as much as had been seen.
    if (generation.position > 0n || isItself || look.sizeBytes >= generation.sizeBytes) return look;
  }
  return null;
}

export interface Missed {
  registered: RegisteredFile[];
  /** Nothing has been written to them yet, but their writer may not have noticed the rotation. */
  empty: string[];
}

/**
 * Files that a name meant for a while after `last` (and it itself, where it was rotated after it had been cut short),
 * and that have been rotated away since without having been met. What had been written to its end before `last` was
 * first met is none of ours.
 */
export async function registerMissed(db: Db, source: Registering, last: FileGeneration): Promise<Missed> {
  const missed: Missed = { registered: [], empty: [] };
  const around = await neighboursOf(path.dirname(last.path), namesOf(last));
  for (const { path: at, stat, isRotation } of around.sort((a, b) => youngestFirst(b, a))) {
    if (!isRotation) continue;
    if (stat.sizeBytes === 0) missed.empty.push(at);
    if (stat.sizeBytes === 0 || stat.modifiedMs < last.referenceAt.getTime()) continue;
    const look = await lookAtWhole(at).catch(ignoreGone);
    if (look?.isWhole && look.head.length > 0)
      missed.registered.push(await registerLook(db, source, look, last.name));
  }
  return missed;
}

/** What the generation was found as, and what a link of that name led to. */
const namesOf = ({ name, path: at }: FileGeneration): string[] => [path.basename(name), path.basename(at)];

const youngestFirst = (a: Neighbour, b: Neighbour): number => b.stat.modifiedMs - a.stat.modifiedMs;

/** Rotation goes on while we look: what has just been renamed or removed is found next time. */
function ignoreGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'EISDIR') return null;
  throw error;
}
