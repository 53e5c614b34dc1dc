import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Spooled {
  file: string;
  remove(): Promise<void>;
}

/** Lays a stream down as a file for as long as it is being read, in a folder of its own, with the time it had. */
export async function spool(
  dataDir: string,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  modifiedAt: Date,
): Promise<Spooled> {
  const parent = path.join(dataDir, 'spool');
  await fs.mkdir(parent, { recursive: true });
  const folder = await fs.mkdtemp(path.join(parent, 'upload-'));
  const file = path.join(folder, fileName(name));
  const remove = () => fs.rm(folder, { recursive: true, force: true });
  try {
    await pipeline(Readable.from(chunks), createWriteStream(file, { mode: 0o600 }));
    await fs.utimes(file, modifiedAt, modifiedAt);
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, remove };
}

/** A stranger's name for a file, as it can do no harm: only its ending matters to us. */
const fileName = (name: string): string =>
  `${createHash('sha256').update(name).digest('hex').slice(0, 16)}${/\.\w{1,8}$/.exec(name)?.[0] ?? ''}`;
