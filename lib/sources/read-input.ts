import fs from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

/** Large reads: a system call per megabyte, not per 64 kB. */
const CHUNK_BYTES = 1 << 20;
/** Compressed bytes taken at once: gzip makes at most a thousand times as many of them. */
const COMPRESSED_BYTES = 1 << 14;

/** The input itself cannot be read, however often it is tried. */
export class UnreadableInput extends Error {}

type Chunks = AsyncIterable<Buffer>;

/** Compression, told by a file's first bytes whatever its name says. */
const COMPRESSIONS: readonly { magic: Buffer; name: string; unpack: ((chunks: Chunks) => Chunks) | null }[] =
  [
    { magic: Buffer.from([0x1f, 0x8b]), name: 'gzip', unpack: gunzip },
    { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), name: 'zstd', unpack: unzstd },
    { magic: Buffer.from('BZh'), name: 'bzip2', unpack: null },
    { magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), name: 'xz', unpack: null },
    { magic: Buffer.from('PK\x03\x04'), name: 'zip', unpack: null },
  ];

/**
 * The content of a file, or of standard input (`-`), unpacked where it is compressed. A chunk is valid until the
 * next one is asked for. An input that breaks off yields what could be read of it, and throws then.
 */
export async function* readInput(path: string): AsyncGenerator<Buffer> {
  yield* unpacked(path === '-' ? process.stdin : readFile(path));
}

/** Content from anywhere, unpacked where it is compressed. A chunk is valid until the next one is asked for. */
export async function* unpacked(chunks: Chunks): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    if (first.done) return;
    const compression = COMPRESSIONS.find(({ magic }) => first.value.subarray(0, magic.length).equals(magic));
    if (compression && !compression.unpack)
      throw new UnreadableInput(
        `is compressed with ${compression.name}, which is not supported: unpack it first`,
      );
    const content = startingWith(first.value, iterator);
    yield* compression?.unpack ? compression.unpack(content) : content;
  } finally {
    await iterator.return?.();
  }
}

async function* readFile(path: string): AsyncGenerator<Buffer> {
  const file = await fs.open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let next: IteratorResult<Buffer> = { value: first, done: false }; !next.done; next = await rest.next())
    yield next.value;
}

/** A stream that fails throws away what it has not handed out, so everything is taken out after each write. */
async function* gunzip(chunks: Chunks): AsyncGenerator<Buffer> {
  const stream = createGunzip();
  const ready: Buffer[] = [];
  let failure: Error | null = null;
  stream.on('data', (chunk: Buffer) => ready.push(chunk));
  stream.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => stream.on('close', resolve));
  for await (const chunk of chunks) {
    for (const piece of pieces(chunk)) {
      // The piece is copied: the stream may hold on to it for longer than the chunk is valid.
      const written = new Promise<void>((resolve) => stream.write(Buffer.from(piece), () => resolve()));
      await Promise.race([written, closed]);
      yield* ready.splice(0);
      if (failure) break;
    }
    if (failure) break;
  }
  if (!failure) stream.end();
  else stream.destroy();
  await closed;
  yield* ready.splice(0);
  if (failure) throw new UnreadableInput(`is damaged or cut off (${(failure as Error).message})`);
}

async function* unzstd(chunks: Chunks): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  const stream = new Decompress((chunk) => ready.push(Buffer.from(chunk)));
  try {
    for await (const chunk of chunks) {
      for (const piece of pieces(chunk)) stream.push(Buffer.from(piece));
      yield* ready.splice(0);
    }
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    yield* ready.splice(0);
    throw new UnreadableInput(`is damaged or cut off (${error instanceof Error ? error.message : error})`);
  }
  yield* ready.splice(0);
}

function* pieces(chunk: Buffer): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += COMPRESSED_BYTES) yield chunk.subarray(at, at + COMPRESSED_BYTES);
}
