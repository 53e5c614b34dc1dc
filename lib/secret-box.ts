import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Env } from './env';

/** Secrets at rest: AES-256-GCM under a key that is not in the store, so that a dump of the store gives none away. */
export interface SecretBox {
  seal(secret: string): Sealed;
  /** Throws where the key it was sealed with is not among ours, or where it was changed. */
  open(sealed: Sealed): string;
  /** Sealed with the first key, if need be anew. Throws as `open` does. */
  renew(sealed: Sealed): Sealed;
}

/** What is stored in a secret's place: which key it was sealed with, the nonce, the tag and the text. */
export const Sealed = z.strictObject({ sealed: z.string().regex(/^[\w-]+(?:\.[\w-]*){3}$/) });
export type Sealed = z.infer<typeof Sealed>;

export class SecretKeyError extends Error {}

const KEY_FILE = 'secret.key';
const KEY_BYTES = 32;
/** Of 32 random bytes about 30 differ, and fewer than 16 in no lifetime; keys of examples repeat themselves. */
const LEAST_DIFFERENT = 16;
/** NIST SP 800-38D recommends 96 bits. */
const NONCE_BYTES = 12;

/** The first key seals, all of them open: a key is rotated by putting a new one before it. */
export function secretBox(keys: readonly Buffer[]): SecretBox {
  const [first] = keys;
  if (!first) throw new SecretKeyError('there is no key to seal secrets with');
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  const nameOfFirst = nameOf(first);
  const box: SecretBox = {
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first, nonce);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'));
      return { sealed: [nameOfFirst, ...parts].join('.') };
    },
    open({ sealed }) {
      const [name = '', ...parts] = sealed.split('.');
      const key = byName.get(name);
      if (!key)
        throw new SecretKeyError(`a secret was sealed with another key (${name}): give that one, too`);
      const [nonce, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'));
      const decipher = createDecipheriv('aes-256-gcm', key, nonce!);
      decipher.setAuthTag(tag!);
      return Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8');
    },
    renew(sealed) {
      const text = box.open(sealed);
      return sealed.sealed.startsWith(`${nameOfFirst}.`) ? sealed : box.seal(text);
    },
  };
  return box;
}

/** Tells keys apart without giving anything of them away. */
const nameOf = (key: Buffer): string => createHash('sha256').update(key).digest('base64url').slice(0, 8);

/** The keys of this installation: those that are configured, or one in the data folder, made where there is none. */
export function openSecretBox({ secretKeys, dataDir }: Pick<Env, 'secretKeys' | 'dataDir'>): SecretBox {
  const keys = secretKeys.length > 0 ? secretKeys : [ownKey(path.join(dataDir, KEY_FILE))];
  return secretBox(keys.map(readKey));
}

function readKey(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) {
    throw new SecretKeyError(
      `BOUNCEBOARD_SECRET_KEY: a key is ${KEY_BYTES} bytes in base64 (openssl rand -base64 ${KEY_BYTES}), this one has ${key.length}`,
    );
  }
  if (new Set(key).size < LEAST_DIFFERENT) {
    throw new SecretKeyError(
      `BOUNCEBOARD_SECRET_KEY: this key is not random; make one with openssl rand -base64 ${KEY_BYTES}`,
    );
  }
  return key;
}

/** Two processes may ask first: the one whose file comes into being second reads the other's. */
function ownKey(file: string): string {
  const made = randomBytes(KEY_BYTES).toString('base64');
  const draft = `${file}.${process.pid}`;
  try {
    if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, `${made}\n`, { mode: 0o600 });
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new SecretKeyError(
        `cannot keep a key in ${file}: ${(error as Error).message}; set BOUNCEBOARD_SECRET_KEY instead`,
      );
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return fs.readFileSync(file, 'utf8');
}
