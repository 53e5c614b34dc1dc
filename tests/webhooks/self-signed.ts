import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** X.690: a tag, the length of what is in it, and that. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 255]), body]);
}
const SEQUENCE = 0x30;
const sequence = (...content: Buffer[]) => der(SEQUENCE, ...content);
const integer = (value: number) => der(0x02, Buffer.from([value]));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const NULL = der(0x05);
const SHA256_WITH_RSA = sequence(oid('2a864886f70d01010b'), NULL);
const commonName = (text: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));
const utcTime = (at: Date) =>
  der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

export interface SelfSigned {
  privateKey: KeyObject;
  pem: string;
}

/** A certificate that nobody vouches for (RFC 5280 §4.1), and its key. */
export function selfSigned(from: Date, to: Date): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = commonName('sns.amazonaws.com');
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(1),
    SHA256_WITH_RSA,
    name,
    sequence(utcTime(from), utcTime(to)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const base64 = sequence(toBeSigned, SHA256_WITH_RSA, signature).toString('base64');
  const lines = base64.match(/.{1,64}/g)!.join('\n');
  return { privateKey, pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}
