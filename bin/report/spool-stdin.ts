import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A stream cannot be read twice, and what is read must be able to go on after a fault: it is laid down first. */
export async function spoolStdin(dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'spool');
  await fs.mkdir(folder, { recursive: true });
  const file = path.join(folder, `stdin-${process.pid}-${Date.now()}`);
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }));
  return file;
}
