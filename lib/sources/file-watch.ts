import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What of a file changes when it is written to, rotated or replaced. */
export interface FileStat {
  device: number;
  inode: number;
  sizeBytes: number;
  modifiedMs: number;
}

/** `null` where there is no such file (any more). @throws NodeJS.ErrnoException for any other fault. */
export async function statFile(file: string): Promise<FileStat | null> {
  try {
    const { dev, ino, size, mtimeMs } = await stat(file);
    return { device: dev, inode: ino, sizeBytes: size, modifiedMs: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export const isSameFile = (a: FileStat, b: FileStat): boolean => a.device === b.device && a.inode === b.inode;

/** Where a file went that was rotated away by renaming: its writer's last lines may not have been read yet. */
export async function findRotated(file: string, rotated: FileStat): Promise<string | null> {
  const folder = path.dirname(file);
  for (const name of await readdir(folder)) {
    const candidate = path.join(folder, name);
    const found = await statFile(candidate);
    if (found && isSameFile(found, rotated)) return candidate;
  }
  return null;
}
