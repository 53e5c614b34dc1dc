import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** What a browser or a link holds: 256 bits that nobody guesses, so that a plain hash of them is enough at rest. */
export const newSecretToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What the store holds of it. A lookup by it needs no constant time: it says nothing about the token. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const isSecretToken = (text: string): boolean => TOKEN.test(text);
