import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { isCompressed, readContent } from './file-content';

/** What tells one life of a file from another, and its format from its first bytes. */
export interface FileLook {
  path: string;
  device: bigint;
  inode: bigint;
  birthMs: bigint;
  modifiedMs: number;
  /** On disk, as it is; of a compressed file that was looked at as a whole, of its content. */
  sizeBytes: number;
  /** The beginning of the content, after decompression. */
  head: Buffer;
}

/** Two files that begin alike for this long are told apart by the bytes before the position. */
export const IDENTITY_BYTES = 1024;
const LF = 10;
/** Of the end of a chunk, for a position that the next one puts a little before its own beginning. */
const RECENT_BYTES = 4 * IDENTITY_BYTES;
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

/** How much of the beginning tells a file: of a short one its whole lines, since it may be growing. */
export function identityBytes(head: Buffer): number {
  if (head.length >= IDENTITY_BYTES) return IDENTITY_BYTES;
  return head.lastIndexOf(LF) + 1 || head.length;
}

/** What this file would have been told by whenever it was looked at: now, or when it was shorter. */
export function identityHashes(head: Buffer): string[] {
  const ends = [identityBytes(head)];
  for (let at = head.indexOf(LF); at >= 0 && at < IDENTITY_BYTES; at = head.indexOf(LF, at + 1))
    ends.push(at + 1);
  return [...new Set(ends)].map((end) => identityHash(head.subarray(0, end)));
}

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

/**
 * The same, and of a compressed file how much it holds. `isWhole`: its content has an end; one that is still being
 * written, or was cut off, has none.
 */
export async function lookAtWhole(path: string): Promise<FileLook & { isWhole: boolean }> {
  const look = await lookAtFile(path);
  if (!(await isCompressed(path))) return { ...look, isWhole: true };
  let sizeBytes = 0;
  try {
    for await (const chunk of readContent(path, 0)) sizeBytes += chunk.length;
    return { ...look, sizeBytes, isWhole: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code) throw error;
    return { ...look, sizeBytes, isWhole: false };
  }
}

/** Whether all of this content is how the other one begins. */
export async function isBeginningOf(path: string, other: string): Promise<boolean> {
  const others = readContent(other, 0);
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of readContent(path, 0)) {
      for (let at = 0; at < chunk.length; ) {
        if (rest.length === 0) {
          const next = await others.next();
          if (next.done) return false;
          rest = next.value;
        }
        const length = Math.min(rest.length, chunk.length - at);
        if (!rest.subarray(0, length).equals(chunk.subarray(at, at + length))) return false;
        rest = rest.subarray(length);
        at += length;
      }
    }
    return true;
  } finally {
    await others.return(undefined);
  }
}

/** Whether the content is exactly this long. */
export async function endsAt(path: string, position: number): Promise<boolean> {
  for await (const chunk of readContent(path, position)) if (chunk.length > 0) return false;
  return true;
}

/** Hashes the bytes before a position that moves along with what has been read, and lies in the newest chunk or stays:
 * however long a record is that has no end yet, only a few kilobytes are held. */
export class TailHash {
  #recent = Buffer.alloc(0);
  #beforePosition = Buffer.alloc(0);
  #pushed = 0;

  /** @param held bytes at the end of all that was pushed that lie behind the position. */
  push(chunk: Buffer, held: number): void {
    this.#pushed += chunk.length;
    const needed = Math.min(held + IDENTITY_BYTES, this.#pushed);
    const joined = chunk.length >= needed ? chunk : Buffer.concat([this.#recent, chunk]);
    const position = joined.length - held;
    if (joined.length >= needed)
      this.#beforePosition = Buffer.from(
        joined.subarray(Math.max(0, position - IDENTITY_BYTES), Math.max(0, position)),
      );
    const kept = joined.length >= RECENT_BYTES ? joined : Buffer.concat([this.#recent, chunk]);
    this.#recent = Buffer.from(kept.subarray(Math.max(0, kept.length - RECENT_BYTES)));
  }

  /** `held` as it was last pushed, or 0: the end. */
  at(held: number): string {
    return identityHash(held === 0 ? this.#recent.subarray(-IDENTITY_BYTES) : this.#beforePosition);
  }
}
