import { createPublicKey, verify } from 'node:crypto';
import { expect, headerOf, keyOf, NotGenuine, type Verify } from './verification';

/** RSA over the raw body under the key that also signs the server's mail; SHA-1 alone before Postal 3.3. */
export const verifyPostal: Verify = (request, pinned) => {
  const isNew = request.headers.get('x-postal-signature-256') !== null;
  const signature = headerOf(request, isNew ? 'x-postal-signature-256' : 'x-postal-signature');
  const key = publicKey(keyOf(pinned));
  expect(verify(isNew ? 'sha256' : 'sha1', request.body, key, Buffer.from(signature, 'base64')));
  return { deliveryId: null, sentAt: null };
};

/** As PEM, or as a DKIM record or the part of it that is the key. */
function publicKey(text: string) {
  try {
    if (text.includes('-----')) return createPublicKey(text);
    const base64 = /(?:^|[;\s])p=([^;]+)/.exec(text)?.[1] ?? text;
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    throw new NotGenuine('the public key of this source is none: copy it from Postal once more');
  }
}
