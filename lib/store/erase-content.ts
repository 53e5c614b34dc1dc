import type { AddressForm } from '@/lib/mail/address-forms';
import { UnreadableInput, unpacked } from '@/lib/sources/read-input';

/** Base64 as mail and JSON carry it. */
const BASE64 = /(?:[A-Za-z0-9+/]{4}(?:\r?\n|\\r\\n|\\n)?){6,}(?:[A-Za-z0-9+/]{2,3}={0,2})?/g;
/** A mail within a mail within a mail. */
const DEEPEST = 3;
const LINE = 76;

/**
 * Records as they came without one person's address, also where they are compressed or hold it in base64; what was
 * compressed is unpacked then. @returns null where the address is not in them.
 */
export async function contentWithout(
  content: Uint8Array,
  forms: readonly AddressForm[],
): Promise<Buffer<ArrayBuffer> | null> {
  const text = (await plain(Buffer.from(content))).toString('latin1');
  const erased = textWithout(text, forms, DEEPEST);
  return erased === text ? null : Buffer.from(erased, 'latin1');
}

function textWithout(text: string, forms: readonly AddressForm[], depth: number): string {
  const outside = forms.reduce(
    (left, { pattern, replacement }) => left.replace(new RegExp(pattern, 'gi'), replacement),
    text,
  );
  if (depth === 0) return outside;
  return outside.replace(BASE64, (run) => {
    const decoded = Buffer.from(run.replace(/\\[rn]|\s/g, ''), 'base64').toString('latin1');
    const erased = textWithout(decoded, forms, depth - 1);
    if (erased === decoded) return run;
    const encoded = Buffer.from(erased, 'latin1').toString('base64');
    const lineEnd = /\r?\n|\\r\\n|\\n/.exec(run)?.[0];
    return lineEnd ? encoded.replace(new RegExp(`.{${LINE}}(?=.)`, 'g'), `$&${lineEnd}`) : encoded;
  });
}

/** What cannot be unpacked is looked at as it is. */
async function plain(content: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of unpacked(once(content))) chunks.push(Buffer.from(chunk));
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    return content;
  }
  return Buffer.concat(chunks);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
