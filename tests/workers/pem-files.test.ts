import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPem } from '@/workers/pem-files';

let folder: string;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-pem-'));
});
afterAll(() => fs.rm(folder, { recursive: true }));

const write = async (name: string, content: string) => {
  const file = path.join(folder, name);
  await fs.writeFile(file, content);
  return file;
};

test('a certificate and its key are read', async () => {
  const certificateFile = await write('cert.pem', 'certificate');
  const keyFile = await write('key.pem', 'key');
  expect(await readPem({ certificateFile, keyFile })).toEqual({ certificate: 'certificate', key: 'key' });
  expect(await readPem({ certificateFile: null, keyFile: null })).toBeNull();
});

test('what is no file, or too large, is not read', async () => {
  const keyFile = await write('key.pem', 'key');
  const large = await write('large.pem', 'x'.repeat((256 << 10) + 1));
  await expect(readPem({ certificateFile: '/dev/zero', keyFile })).rejects.toThrow('/dev/zero is no file');
  await expect(readPem({ certificateFile: folder, keyFile })).rejects.toThrow('is no file');
  await expect(readPem({ certificateFile: large, keyFile })).rejects.toThrow('larger than 256 kB');
});
