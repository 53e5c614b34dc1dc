import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { readContent } from './file-content';

/** What tells one life of a file from another, and its format from its first bytes. */
export interface FileLook {
  path: string;
  device: bigint;
  inode: bigint;
  birthMs: bigint;
  modifiedMs: number;
  /** On disk, as it is. */
  sizeBytes: number;
  /** The beginning of the content, after decompression. */
  head: Buffer;
}

/** Two files that begin alike for this long are told apart by the bytes before the position. */
export const IDENTITY_BYTES = 1024;
/** Enough to recognise a format behind a long preamble. */
const HEAD_BYTES = 64 * 1024;

/** @throws NodeJS.ErrnoException where the file cannot be read. */
export async function lookAtFile(path: string): Promise<FileLook> {
  const stat = await fs.stat(path, { bigint: true });
  if (stat.isDirectory()) throw Object.assign(new Error(`EISDIR: a folder, not a file`), { code: 'EISDIR' });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of readContent(path, 0)) {
    pieces.push(Buffer.from(chunk));
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return {
    path,
    device: stat.dev,
    inode: stat.ino,
    birthMs: stat.birthtimeMs,
    modifiedMs: Number(stat.mtimeMs),
    sizeBytes: Number(stat.size),
    head: Buffer.concat(pieces).subarray(0, HEAD_BYTES),
  };
}

export const identityHash = (bytes: Buffer): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 22);

export const identityBytes = (head: Buffer): number => Math.min(head.length, IDENTITY_BYTES);

/** Whether the bytes that end at `position` are still those that were read: hash as `TailHash` gives it. */
export async function endsAlike(path: string, position: number, tailHash: string): Promise<boolean> {
  const from = Math.max(0, position - IDENTITY_BYTES);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of readContent(path, from)) {
    pieces.push(Buffer.from(chunk.subarray(0, position - from - length)));
    length += pieces.at(-1)!.length;
    if (length === position - from) break;
  }
  return length === position - from && identityHash(Buffer.concat(pieces)) === tailHash;
}

/** Whether the content is exactly this long. */
export async function endsAt(path: string, position: number): Promise<boolean> {
  for await (const chunk of readContent(path, position)) if (chunk.length > 0) return false;
  return true;
}

/** Hashes the bytes before a position that moves along with what has been read. */
export class TailHash {
  #recent = Buffer.alloc(0);

  /** @param held bytes at the end of all that was pushed that lie behind the position. */
  push(chunk: Buffer, held: number): void {
    const needed = held + IDENTITY_BYTES;
    const joined = chunk.length >= needed ? chunk : Buffer.concat([this.#recent, chunk]);
    this.#recent = Buffer.from(joined.subarray(Math.max(0, joined.length - needed)));
  }

  at(held: number): string {
    const end = this.#recent.length - held;
    return identityHash(this.#recent.subarray(Math.max(0, end - IDENTITY_BYTES), end));
  }
}
