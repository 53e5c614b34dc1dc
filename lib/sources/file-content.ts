import fs from 'node:fs/promises';
import { readInput } from './read-input';

/** A reader parses a chunk at once, in about five milliseconds, and whatever else waits for the thread has its turn after
 * that: the answers of the store, and other files. */
const CHUNK_BYTES = 1 << 18;
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** Told by the first bytes, whatever the name says. */
export async function isCompressed(path: string): Promise<boolean> {
  const file = await fs.open(path);
  try {
    return hasMagic(await firstBytes(file));
  } finally {
    await file.close();
  }
}

/** A file that is held open: what it is stays what it is, wherever its name leads to by now. */
export interface OpenContent {
  isCompressed: boolean;
  /** On disk. */
  sizeBytes(): Promise<number>;
  /**
   * The content from an offset on, decompressed where it is compressed. Offsets count bytes of content, so a compressed
   * file is decoded from its start. The chunk is valid until the next one is asked for.
   */
  from(offset: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

export async function openContent(path: string): Promise<OpenContent> {
  const file = await fs.open(path);
  try {
    const isPacked = hasMagic(await firstBytes(file));
    const buffer = isPacked ? null : Buffer.allocUnsafe(CHUNK_BYTES);
    return {
      isCompressed: isPacked,
      sizeBytes: async () => (await file.stat()).size,
      from: (offset) => (buffer ? readPlain(file, buffer, offset) : skip(readInput(path), offset)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The content of a file from an offset on, as `OpenContent` gives it. */
export async function* readContent(path: string, from: number): AsyncGenerator<Buffer> {
  const content = await openContent(path);
  try {
    yield* content.from(from);
  } finally {
    await content.close();
  }
}

async function firstBytes(file: fs.FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(ZSTD.length);
  const { bytesRead } = await file.read(buffer, 0, ZSTD.length, 0);
  return buffer.subarray(0, bytesRead);
}

const hasMagic = (first: Buffer): boolean =>
  first.subarray(0, GZIP.length).equals(GZIP) || first.equals(ZSTD);

async function* readPlain(file: fs.FileHandle, buffer: Buffer, from: number): AsyncGenerator<Buffer> {
  for (let position = from; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let toSkip = bytes;
  for await (const chunk of chunks) {
    if (chunk.length > toSkip) yield chunk.subarray(toSkip);
    toSkip = Math.max(0, toSkip - chunk.length);
  }
}
