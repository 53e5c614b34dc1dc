import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInput } from '@/lib/sources/read-input';

/** Two frames of zstd, as a writer makes that flushes: `hello ` and `world\n`, raw blocks with a content size. */
const ZSTD = Buffer.concat(
  ['hello ', 'world\n'].map((text) =>
    Buffer.concat([
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, text.length]),
      // Last block, raw: (size << 3) | 1, three bytes, little endian.
      Buffer.from([(text.length << 3) | 1, 0, 0]),
      Buffer.from(text),
    ]),
  ),
);

let folder: string;
const lines = Array.from({ length: 200_000 }, (_, i) => `line ${i} of a log\n`).join('');

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'read-input-'));
});
afterAll(() => fs.rm(folder, { recursive: true }));

/** Everything that comes out, and how it ends. */
async function content(bytes: Buffer): Promise<{ text: string; fault: string | null }> {
  const file = path.join(folder, 'input');
  await fs.writeFile(file, bytes);
  const pieces: Buffer[] = [];
  try {
    for await (const chunk of readInput(file)) pieces.push(Buffer.from(chunk));
    return { text: Buffer.concat(pieces).toString(), fault: null };
  } catch (error) {
    return { text: Buffer.concat(pieces).toString(), fault: (error as Error).message };
  }
}

describe('readInput', () => {
  test.each([
    ['plain', Buffer.from(lines)],
    ['gzip', gzipSync(lines)],
    ['gzip in two members', Buffer.concat([gzipSync(lines.slice(0, 1000)), gzipSync(lines.slice(1000))])],
  ])('%s', async (_, bytes) => {
    const { text, fault } = await content(bytes);
    expect(fault).toBeNull();
    expect(text === lines).toBe(true);
  });

  test('zstd in two frames', async () => {
    expect(await content(ZSTD)).toEqual({ text: 'hello world\n', fault: null });
  });

  test('empty', async () => {
    expect(await content(Buffer.alloc(0))).toEqual({ text: '', fault: null });
  });

  test('a gzip that breaks off yields what could be read', async () => {
    const whole = gzipSync(lines);
    const { text, fault } = await content(whole.subarray(0, whole.length / 2));
    expect(fault).toMatch(/damaged or cut off/);
    expect(text.length).toBeGreaterThan(lines.length / 4);
    expect(lines.startsWith(text)).toBe(true);
  });

  test('a gzip that is damaged is said to be', async () => {
    const bytes = gzipSync(lines);
    const middle = bytes.length >> 1;
    bytes.fill(0xff, middle, middle + 100);
    expect((await content(bytes)).fault).toMatch(/damaged or cut off/);
  });

  test('a zstd that breaks off is said to', async () => {
    expect(await content(ZSTD.subarray(0, ZSTD.length - 3))).toMatchObject({
      fault: expect.stringMatching(/cut off/),
    });
  });

  test.each([
    ['bzip2', Buffer.from('BZh91AY')],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 1])],
    ['zip', Buffer.from('PK\x03\x04..')],
  ])('%s is named', async (name, bytes) => {
    expect((await content(bytes)).fault).toBe(
      `is compressed with ${name}, which is not supported: unpack it first`,
    );
  });
});
