import type { Outcome } from '@/lib/mail/delivery-event';
import { readDate } from './date';
import { decodeWords } from './encoded-word';
import type { Finding } from './finding';
import { Headers, readFields } from './headers';
import { addressIn, reportedRecipient } from './mailbox';
import { remoteAnswer, remoteMta } from './remote-answer';

/** RFC 3464 §2.3.3, and what servers write instead. */
const OUTCOME_OF_ACTION: [action: RegExp, outcome: Outcome][] = [
  [/^(?:delay|defer|retry)/, 'deferred'],
  [/^(?:deliver(?:ed|y)?$|relay|expand|success)/, 'delivered'],
  [/^(?:fail|expire|error|reject|undeliver|return|bounce|denied|dropped)/, 'bounced'],
];

/** Fields of the message as a whole (RFC 3464 §2.2); all others are of one recipient. */
const PER_MESSAGE =
  /^(?:reporting-mta|received-from-mta|original-envelope-id|dsn-gateway|arrival-date|x-postfix-\S+|x-supplementary-info)$/;
const RECIPIENT = /^(?:original|final)-recipient$/;
/** Of these a recipient has one each: a second one begins the next recipient. */
const ONCE = /^(?:original-recipient|final-recipient|action|status)$/;

/**
 * Reads a delivery status (RFC 3464). Groups should be separated by empty lines; some servers leave them out,
 * others put one between all fields, and others let the fields stand in a text.
 *
 * The recipient is the Original-Recipient where it is an address: that is what the sender mailed and would have to
 * stop mailing (RFC 3464 §2.3.1). The Final-Recipient may be an alias' target, or a name inside the reporting host.
 */
export function readDeliveryStatus(status: string): Finding[] {
  const message = new Headers();
  const groups: Headers[] = [];
  let group: Headers | null = null;
  let apart = false;
  for (const { name, value, apart: first } of readFields(status)) {
    apart ||= first;
    if (PER_MESSAGE.test(name)) {
      message.add(name, value);
      continue;
    }
    const nextRecipient = apart && RECIPIENT.test(name) && isComplete(group);
    if (!group || nextRecipient || (ONCE.test(name) && group.has(name))) {
      group = new Headers();
      groups.push(group);
    }
    group.add(name, value);
    apart = false;
  }
  return groups.flatMap((recipient) => findingOf(recipient, message) ?? []);
}

const isComplete = (group: Headers | null): boolean =>
  group !== null &&
  (group.has('final-recipient') || group.has('original-recipient')) &&
  (group.has('action') || group.has('status'));

function findingOf(group: Headers, message: Headers): Finding | null {
  const action = /[a-z]+/i.exec(group.get('action') ?? '')?.[0].toLowerCase() ?? null;
  const statusCode =
    /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(group.get('status') ?? '')?.[0] ?? null;
  const recipient = recipientOf(group);
  if (recipient === null && action === null && statusCode === null) return null;
  const diagnostic = diagnosticOf(group) ?? message.get('x-supplementary-info');
  const remote = remoteMta(group.get('remote-mta'));
  const quoted = diagnostic === null ? null : remoteAnswer(diagnostic);
  const attemptedAt = readDate(group.get('last-attempt-date'));
  const arrivedAt = readDate(message.get('arrival-date') ?? group.get('arrival-date'));
  return {
    outcome: outcomeOf(action, statusCode),
    recipient,
    statusCode: repliedStatus(quoted?.words ?? null) ?? statusCode,
    diagnostic: quoted?.words ?? null,
    // The quoted answer names the host that refused; Remote-MTA may be the last of several that were tried.
    mxHost: quoted?.mxHost ?? remote.mxHost,
    mxIp: quoted?.mxIp ?? (quoted?.mxHost && quoted.mxHost !== remote.mxHost ? null : remote.mxIp),
    queueId: message.get('x-postfix-queue-id'),
    sender: addressIn(message.get('x-postfix-sender')),
    attemptedAt,
    delayMs:
      attemptedAt !== null && arrivedAt !== null && attemptedAt >= arrivedAt ? attemptedAt - arrivedAt : null,
  };
}

/** The surest first. X-Actual-Recipient is sendmail's: whom it delivered to behind an alias. */
const RECIPIENT_FIELDS = ['original-recipient', 'final-recipient', 'x-actual-recipient'];

function recipientOf(group: Headers): string | null {
  const [original, final, actual] = RECIPIENT_FIELDS.map((name) => reportedRecipient(group.get(name) ?? ''));
  const addresses = [original, final, actual].filter((name) => name?.includes('@'));
  return addresses[0] ?? final ?? original ?? null;
}

/** `smtp; 550 …`, `X-Postfix; host … said: 550 …`: the type says whose words they are, and goes. */
function diagnosticOf(group: Headers): string | null {
  const value = group.get('diagnostic-code') ?? '';
  const words = (value.includes('=?') ? decodeWords(value) : value)
    .replace(/^[a-z][\w-]{1,30}\s*;\s*/i, '')
    .trim();
  // `X-Unix; 77`: the exit code of a program; `D101`: GroupWise's number. The notice says more.
  if (words !== '' && !/^D?\d{1,3}$/.test(words)) return words;
  // Status: 4.0.0 (mx.example.com: host name lookup failure)
  return /\(([^()]*[a-z][^()]*)\)/i.exec(group.get('status') ?? '')?.[1] ?? null;
}

/** The remote server's own code. A Status is the reporting host's reading of it: it may say that time is up (4.4.7)
 * where the last reply says why, or `5.0.0` where it knows no better. */
function repliedStatus(words: string | null): string | null {
  const code = /^[245]\d\d[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(words ?? '')?.[1] ?? null;
  return code?.endsWith('.0.0') ? null : code;
}

function outcomeOf(action: string | null, statusCode: string | null): Outcome {
  const known = action && OUTCOME_OF_ACTION.find(([pattern]) => pattern.test(action));
  if (known) return known[1];
  return statusCode?.startsWith('2') ? 'delivered' : 'bounced';
}

/** Fields that stand in a text, perhaps quoted with `>`: a report that lost its structure on the way. */
const IN_TEXT = /^[> \t]*(?:final|original)-recipient\s*:\s*\S/im;
/** A receipt has recipient fields too (RFC 8098), but says nothing of delivery. */
const ACTION_IN_TEXT = /^[> \t]*(?:action|status)\s*:\s*\S/im;
const FIRST_IN_TEXT =
  /^[> \t]*(?:reporting-mta|final-recipient|original-recipient|action|arrival-date)\s*:/im;

export function readInlineStatus(text: string): Finding[] {
  if (!IN_TEXT.test(text) || !ACTION_IN_TEXT.test(text)) return [];
  const begins = FIRST_IN_TEXT.exec(text)?.index ?? 0;
  const status = text
    .slice(begins)
    .replace(/^[> \t]*>[> ]*/gm, '')
    .replace(/^[ \t]+(?=[\w-]+\s*:)/, '');
  return readDeliveryStatus(status).filter((finding) => finding.recipient !== null);
}
