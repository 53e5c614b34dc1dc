import fs from 'node:fs/promises';
import { readInput } from './read-input';

/** Large reads: a system call per megabyte, not per 64 kB. */
const CHUNK_BYTES = 1 << 20;
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * The content of a file from an offset on, decompressed where it is compressed. Offsets count bytes of content, so
 * a compressed file is decoded from its start. The chunk is valid until the next one is asked for.
 */
export async function* readContent(path: string, from: number): AsyncGenerator<Buffer> {
  const file = await fs.open(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await file.read(buffer, 0, ZSTD.length, 0);
    const magic = buffer.subarray(0, bytesRead);
    if (magic.subarray(0, GZIP.length).equals(GZIP) || magic.equals(ZSTD)) yield* skip(readInput(path), from);
    else yield* readPlain(file, buffer, from);
  } finally {
    await file.close();
  }
}

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
