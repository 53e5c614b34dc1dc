import fs from 'node:fs/promises';
import { readInput } from './read-input';

/** Large reads: a system call per megabyte, not per 64 kB. */
const CHUNK_BYTES = 1 << 20;
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

/**
 * The content of a file from an offset on, decompressed where it is compressed. Offsets count bytes of content, so
 * a compressed file is decoded from its start. The chunk is valid until the next one is asked for.
 */
export async function* readContent(path: string, from: number): AsyncGenerator<Buffer> {
  const file = await fs.open(path);
  try {
    if (hasMagic(await firstBytes(file))) yield* skip(readInput(path), from);
    else yield* readPlain(file, Buffer.allocUnsafe(CHUNK_BYTES), from);
  } finally {
    await file.close();
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
