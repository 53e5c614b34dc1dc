import { readDate } from './date';
import { decodeWords } from './encoded-word';
import type { Headers } from './headers';
import { addressesIn, addressIn } from './mailbox';

/** What a report says of the mail that it is about. */
export interface ReturnedMessage {
  messageId: string | null;
  sender: string | null;
  /** Everybody whom it was addressed to. */
  recipients: readonly string[];
  /** Whom this copy of it was for, where that is certain. */
  recipient: string | null;
  date: number | null;
}

export const NOT_RETURNED: ReturnedMessage = {
  messageId: null,
  sender: null,
  recipients: [],
  recipient: null,
  date: null,
};

export function readReturned(headers: Headers): ReturnedMessage {
  const recipients = addressesIn(decodeWords(ADDRESSED.flatMap((name) => headers.all(name)).join(', ')));
  return {
    messageId: messageIdIn(headers.get('message-id')),
    // Return-Path is the envelope's sender (RFC 5321 §4.4); not every copy has come so far as to bear one.
    sender: addressIn(headers.get('return-path')) ?? addressIn(decodeWords(headers.get('from') ?? '')),
    recipients,
    recipient: ownRecipient(headers) ?? (recipients.length === 1 ? recipients[0]! : receivedFor(headers)),
    date: readDate(headers.get('date')),
  };
}

export const messageIdIn = (value: string | null): string | null =>
  value === null ? null : (/<([^<>\s]+)>/.exec(value)?.[1] ?? /^[^\s<>]+$/.exec(value.trim())?.[0] ?? null);

const ADDRESSED = ['to', 'cc', 'bcc', 'resent-to', 'apparently-to'];

/** Fields that name the one recipient of a copy. The first is what Hotmail's JMRP adds to complaints. */
const OWN_COPY = [
  'x-hmxmroriginalrecipient',
  'x-rcpt-to',
  'x-original-to',
  'x-apparently-to',
  'delivered-to',
  'envelope-to',
];

function ownRecipient(headers: Headers): string | null {
  for (const name of OWN_COPY) {
    const recipient = addressIn(headers.get(name));
    if (recipient) return recipient;
  }
  return null;
}

/** `Received: … for <ana@example.com>; …` stands where there was one recipient only (RFC 5321 §7.2). */
function receivedFor(headers: Headers): string | null {
  const lines = headers.all('received').map((line) => /\bfor <?([^\s<>;]+@[^\s<>;]+)/.exec(line)?.[1]);
  return addressIn(lines.find((address) => address !== undefined) ?? null);
}
