import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EnvironmentError, readEnv } from '@/lib/env';
import { openSecretBox, Sealed, SecretKeyError, secretBox } from '@/lib/secret-box';

const [key, newer] = [randomBytes(32), randomBytes(32)];

test('what is sealed is opened again, and shows nothing of itself', () => {
  const box = secretBox([key]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (secret) => {
      const sealed = box.seal(secret);
      expect(Sealed.parse(sealed)).toEqual(sealed);
      expect(box.open(sealed)).toBe(secret);
    }),
  );
  expect(JSON.stringify(box.seal('hunter2hunter2'))).not.toContain('hunter2');
  expect(box.seal('once')).not.toEqual(box.seal('once'));
});

test('what was changed is not opened', () => {
  const box = secretBox([key]);
  const { sealed } = box.seal('secret');
  const parts = sealed.split('.');
  for (let part = 1; part < parts.length; part++) {
    const changed = parts.map((text, index) =>
      index === part ? `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}` : text,
    );
    expect(() => box.open({ sealed: changed.join('.') })).toThrow();
  }
});

test('a key is rotated by putting a new one before it', () => {
  const old = secretBox([key]).seal('secret');
  const rotated = secretBox([newer, key]);
  expect(rotated.open(old)).toBe('secret');
  expect(secretBox([newer]).open(rotated.seal('secret'))).toBe('secret');
  expect(() => secretBox([newer]).open(old)).toThrow(SecretKeyError);
});

describe('the keys of an installation', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-key-'));
  });
  afterEach(() => fs.rm(dataDir, { recursive: true }));

  test('are made once where none is configured, for their owner alone', async () => {
    const at = { dataDir: path.join(dataDir, 'new'), secretKeys: [] };
    const sealed = openSecretBox(at).seal('secret');
    expect(openSecretBox(at).open(sealed)).toBe('secret');
    const { mode } = await fs.stat(path.join(at.dataDir, 'secret.key'));
    expect(mode & 0o777).toBe(0o600);
    expect(await fs.readdir(at.dataDir)).toEqual(['secret.key']);
  });

  test('may be given, also in a file', async () => {
    const file = path.join(dataDir, 'key');
    await fs.writeFile(file, `${newer.toString('base64')},${key.toString('base64')}\n`);
    const env = readEnv({ NODE_ENV: 'production', BOUNCEBOARD_SECRET_KEY_FILE: file });
    expect(openSecretBox({ ...env, dataDir }).open(secretBox([key]).seal('secret'))).toBe('secret');
    expect(await fs.readdir(dataDir)).toEqual(['key']);
  });

  test('that are none are refused', () => {
    expect(() => openSecretBox({ dataDir, secretKeys: ['short'] })).toThrow(/32 bytes in base64.*has 3$/);
    for (const example of [Buffer.alloc(32), Buffer.alloc(32, 1), Buffer.from('changeme'.repeat(4))])
      expect(() => openSecretBox({ dataDir, secretKeys: [example.toString('base64')] })).toThrow(
        'not random',
      );
    const missing = {
      NODE_ENV: 'production',
      BOUNCEBOARD_SECRET_KEY_FILE: path.join(dataDir, 'none'),
    } as const;
    expect(() => readEnv(missing)).toThrow(EnvironmentError);
  });
});
