import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What of a file changes when it is written to, rotated or replaced. */
export interface FileStat {
  device: bigint;
  inode: bigint;
  /** An inode is used again at once; its birth is not. */
  birthMs: bigint;
  sizeBytes: number;
  modifiedMs: number;
}

/** `null` where there is no such file (any more). @throws NodeJS.ErrnoException for any other fault. */
export async function statFile(file: string): Promise<FileStat | null> {
  try {
    const { dev, ino, birthtimeMs, size, mtimeMs } = await stat(file, { bigint: true });
    const [sizeBytes, modifiedMs] = [Number(size), Number(mtimeMs)];
    return { device: dev, inode: ino, birthMs: birthtimeMs, sizeBytes, modifiedMs };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

type Identity = Pick<FileStat, 'device' | 'inode' | 'birthMs'>;

export const isSameFile = (a: Identity, b: Identity): boolean =>
  a.device === b.device && a.inode === b.inode && a.birthMs === b.birthMs;

/** A file of the same folder. */
export interface Neighbour {
  path: string;
  stat: FileStat;
  /** Its name is what rotation makes of one of the names: `mail.log.1`, `mail.log-20261121.gz`, `mail-20261121.log`. */
  isRotation: boolean;
}

/** The files of a folder that lie beside those of these names; none where the folder itself is gone. */
export async function neighboursOf(folder: string, names: string[]): Promise<Neighbour[]> {
  const patterns = names.map(rotationPattern);
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const at = path.join(folder, entry);
      const seen = await statFile(at);
      return seen && { path: at, stat: seen, isRotation: patterns.some((pattern) => pattern.test(entry)) };
    }),
  );
  return found.filter((neighbour) => neighbour !== null);
}

/** Only what begins with a number (or is called old) behind the name: `mail.err` is a log of its own beside `mail.log`. */
function rotationPattern(name: string): RegExp {
  const { name: stem, ext } = path.parse(name);
  const [whole, beforeExtension, extension] = [name, stem, ext].map(escaped);
  const number = '[.-](?:\\d[\\w:-]*|old)';
  const compressed = '(?:\\.(?:gz|zst|zstd))?';
  return new RegExp(`^(?:${whole}${number}|${beforeExtension}${number}${extension})${compressed}$`);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
