import { createHash } from 'node:crypto';

export interface Envelope {
  /** Empty: the null sender, which reports have. */
  sender: string;
  recipients: readonly string[];
}

/**
 * The same mail in the same envelope is one arrival: a client whose answer was lost sends the very bytes of its queue
 * file again, while two reports differ in their dates and ids at least. The inbox keeps what was done for a week, and
 * no client tries for longer (RFC 5321 §4.5.4.1 has it give up after four or five days).
 */
export function mailKey({ sender, recipients }: Envelope, content: Buffer): string {
  const envelope = JSON.stringify([sender, [...recipients].sort()]);
  return createHash('sha256').update(envelope).update('\0').update(content).digest('base64url');
}

/** An address goes into a field as it came, without what would end the field. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go.
const word = (address: string): string => address.replace(/[\u0000-\u0020\u007f<>]+/g, '');

/**
 * The mail with its envelope above it, in the fields that mail servers use at delivery; and the recipient that the
 * sender wrote into the return path, where its pattern is known.
 */
export function withEnvelope(
  { sender, recipients }: Envelope,
  recipient: string | null,
  content: Buffer,
): Uint8Array<ArrayBuffer> {
  const fields = [
    `Return-Path: <${word(sender)}>`,
    ...recipients.map((one) => `X-Original-To: ${word(one)}`),
    ...(recipient === null ? [] : [`X-Bounceboard-Recipient: ${word(recipient)}`]),
  ];
  const head = Buffer.from(`${fields.join('\r\n')}\r\n`);
  const whole = new Uint8Array(head.length + content.length);
  whole.set(head);
  whole.set(content, head.length);
  return whole;
}
