import type { DeliveryEvent, Outcome } from './delivery-event';

/** RFC 1122 §3.2.1.3 (g), RFC 4291 §2.5.3. */
const LOOPBACK = /^(?:127\.|::1$)/;

/** How servers that store mail answer over LMTP. One that listens on the loopback is where the mail ends. */
const STORED: readonly RegExp[] = [
  // 250 2.0.0 <jane@example.com> mF2xBzQ8k2XaBwAA Saved (Dovecot)
  /\bSaved$/,
  // 250 2.1.5 Ok SESSIONID=<mail.example.com-1700000000-1> (Cyrus); 250 2.1.5 Delivery OK (Zimbra)
  /^250[ -]2\.1\.5\b/,
];

/** How Postfix says that a message has left for another queue of its own. */
const PASSED_ON: readonly RegExp[] = [
  // local(8), for an alias or a .forward: what is delivered is the copy
  /^forwarded as [0-9A-Za-z]+$/,
  // pipe(8), by the names that FILTER_README and the guides to SpamAssassin and alterMIME give such services
  /^delivered via (?:(?:content-?)?filter|spamassassin|spamfilter|spamchk|amavis\S*|dfilt|disclaimer) service/,
];

type Attempt = Pick<DeliveryEvent, 'outcome' | 'mxHost' | 'mxIp' | 'diagnostic'>;

/**
 * What an attempt counts as. A server that passes mail to a content filter on its own machine says that it was sent,
 * and says so again of the same message when the filter has handed it back: only the second is a delivery. What the
 * filter refuses or defers is refused or deferred, as anywhere else.
 */
export function countedOutcome({ outcome, mxHost, mxIp, diagnostic }: Attempt): Outcome {
  if (outcome !== 'delivered') return outcome;
  const says = (rows: readonly RegExp[]): boolean => rows.some((words) => words.test(diagnostic ?? ''));
  if (mxHost === null && mxIp === null) return says(PASSED_ON) ? 'relayed' : outcome;
  const isHere = mxHost === 'localhost' || (mxIp !== null && LOOPBACK.test(mxIp));
  return isHere && !says(STORED) ? 'relayed' : outcome;
}
