import type { DiagnosticRule } from './diagnostic-rule';
import { pairsOf, rowsOf } from './rule-rows';

const row = rowsOf('iana', {
  source: 'IANA SMTP Enhanced Status Codes Registry; RFC 3463',
  verified: '2026-06-23',
});
const both = pairsOf(row);

/** The IANA registry of enhanced status codes: what a code means where no provider uses it otherwise. Class 4 and
 * class 5 stand apart where they call for something else. */
export const STATUS_CODES: readonly DiagnosticRule[] = [
  // X.0: other or undefined (RFC 3463 §3.1)
  row('2.0.0', '2.0.0', null, 'accepted'),
  row('4.0.0', '4.0.0', null, 'undefined', {
    title: 'Temporary failure without a reason',
    action: 'retry',
    twin: '5.0.0',
  }),
  row('5.0.0', '5.0.0', null, 'undefined', { title: 'Permanent failure without a reason', twin: '4.0.0' }),

  // X.1: addresses (RFC 3463 §3.2)
  row('2.1.0', '2.1.0', null, 'address is valid', { title: 'Other address status, accepted' }),
  row('4.1.0', '4.1.0', null, 'unknown user for now', { title: 'Other address status', twin: '5.1.0' }),
  row('5.1.0', '5.1.0', null, 'address refused', { title: 'Other address status', twin: '4.1.0' }),
  row('4.1.1', '4.1.1', null, 'unknown user for now', {
    title: 'Mailbox address not accepted for now',
    twin: '5.1.1',
  }),
  row('5.1.1', '5.1.1', null, 'unknown user', { title: 'Bad destination mailbox address', twin: '4.1.1' }),
  row('4.1.2', '4.1.2', null, 'domain not found for now', {
    title: 'Destination system address not found for now',
    twin: '5.1.2',
  }),
  row('5.1.2', '5.1.2', null, 'unknown domain', { title: 'Bad destination system address', twin: '4.1.2' }),
  ...both('1.3', '', null, 'bad recipient syntax', { title: 'Bad destination mailbox address syntax' }),
  ...both('1.4', '', null, 'ambiguous address', { title: 'Destination mailbox address ambiguous' }),
  row('2.1.5', '2.1.5', null, 'address is valid', { title: 'Destination address valid' }),
  ...both('1.5', '', null, 'undefined', {
    title: 'Destination address valid, yet refused',
    meaning: 'The code says that the address is valid; as a failure it contradicts itself.',
  }),
  row('4.1.6', '4.1.6', null, 'unknown user for now', {
    title: 'Destination mailbox is moving',
    twin: '5.1.6',
  }),
  row('5.1.6', '5.1.6', null, 'moved', {
    title: 'Destination mailbox has moved, no forwarding address',
    twin: '4.1.6',
  }),
  ...both('1.7', '', null, 'bad sender address', { title: 'Bad sender’s mailbox address syntax' }),
  ...both('1.8', '', null, 'bad sender address', { title: 'Bad sender’s system address' }),
  row('2.1.9', '2.1.9', null, 'accepted', {
    title: 'Relayed to a non-compliant mailer',
    meaning: 'The message was handed to a system that sends no reports: nothing more will be heard of it.',
    source: 'RFC 5248 §2 (registry); RFC 3886 §4',
  }),
  ...both('1.9', '', null, 'undefined', {
    title: 'Relayed to a non-compliant mailer',
    meaning:
      'The message was handed to a system that does not follow the standards; what became of it is unknown.',
    source: 'RFC 3886 §4',
  }),
  row('4.1.10', '4.1.10', null, 'domain not found for now', {
    title: 'Recipient address has null MX',
    source: 'RFC 7505 §5',
    twin: '5.1.10',
  }),
  row('5.1.10', '5.1.10', null, 'null mx', {
    title: 'Recipient address has null MX',
    source: 'RFC 7505 §5',
    twin: '4.1.10',
  }),

  // X.2: mailboxes (RFC 3463 §3.3)
  row('4.2.0', '4.2.0', null, 'mailbox disabled for now', { title: 'Other mailbox status', twin: '5.2.0' }),
  row('5.2.0', '5.2.0', null, 'mailbox unavailable', { title: 'Other mailbox status', twin: '4.2.0' }),
  row('4.2.1', '4.2.1', null, 'mailbox disabled for now', {
    title: 'Mailbox not accepting messages for now',
    causes: ['Greylisting: many servers answer first-time senders so', 'Suspended or being moved'],
    twin: '5.2.1',
  }),
  row('5.2.1', '5.2.1', null, 'mailbox disabled', {
    title: 'Mailbox disabled, not accepting messages',
    twin: '4.2.1',
  }),
  row('4.2.2', '4.2.2', null, 'mailbox full', { twin: '5.2.2' }),
  row('5.2.2', '5.2.2', null, 'mailbox full', { title: 'Mailbox full (permanent)', twin: '4.2.2' }),
  ...both('2.3', '', null, 'message too large for mailbox', {
    title: 'Message length exceeds the administrative limit',
  }),
  ...both('2.4', '', null, 'list expansion failed', { title: 'Mailing list expansion problem' }),

  // X.3: mail systems (RFC 3463 §3.4)
  ...both('3.0', '', null, 'system trouble', { title: 'Other mail system status' }),
  ...both('3.1', '', null, 'system full', { title: 'Mail system full' }),
  ...both('3.2', '', null, 'system takes no mail now', { title: 'System not accepting network messages' }),
  ...both('3.3', '', null, 'feature missing', { title: 'System not capable of selected features' }),
  ...both('3.4', '', null, 'message too large for system', { title: 'Message too big for system' }),
  ...both('3.5', '', null, 'misconfigured', { title: 'System incorrectly configured' }),
  row('2.3.6', '2.3.6', null, 'priority changed', {
    title: 'Requested priority was changed',
    source: 'RFC 6710 §5; RFC 6758',
  }),
  ...both('3.6', '', null, 'feature missing', {
    title: 'Requested priority was changed, and refused',
    source: 'RFC 6710 §5; RFC 6758',
  }),

  // X.4: network and routing (RFC 3463 §3.5)
  ...both('4.0', '', null, 'connection lost', { title: 'Other network or routing status' }),
  ...both('4.1', '', null, 'no answer'),
  ...both('4.2', '', null, 'connection lost', { title: 'Bad connection' }),
  ...both('4.3', '', null, 'directory failure', { title: 'Directory server failure' }),
  ...both('4.4', '', null, 'no route', { title: 'Unable to route' }),
  ...both('4.5', '', null, 'congestion', { title: 'Mail system congestion' }),
  ...both('4.6', '', null, 'loop', { title: 'Routing loop detected' }),
  row('4.4.7', '4.4.7', null, 'expired', { title: 'Delivery time expired', twin: '5.4.7' }),
  row('5.4.7', '5.4.7', null, 'expired', { title: 'Delivery time expired', twin: '4.4.7' }),

  // X.5: the mail delivery protocol (RFC 3463 §3.6)
  ...both('5.0', '', null, 'protocol error', { title: 'Other or undefined protocol status' }),
  ...both('5.1', '', null, 'protocol error', { title: 'Invalid command' }),
  ...both('5.2', '', null, 'protocol error', { title: 'Syntax error' }),
  ...both('5.3', '', null, 'too many recipients', { title: 'Too many recipients' }),
  ...both('5.4', '', null, 'protocol error', { title: 'Invalid command arguments' }),
  ...both('5.5', '', null, 'protocol error', { title: 'Wrong protocol version' }),
  ...both('5.6', '', null, 'protocol error', {
    title: 'Authentication exchange line is too long',
    source: 'RFC 4954 §6',
  }),

  // X.6: content and media (RFC 3463 §3.7)
  row('2.6.0', '2.6.0', null, 'accepted', { title: 'Other media status, accepted' }),
  ...both('6.0', '', null, 'bad content', { title: 'Other or undefined media error' }),
  ...both('6.1', '', null, 'media not supported'),
  ...both('6.2', '', null, 'conversion impossible', { title: 'Conversion required and prohibited' }),
  ...both('6.3', '', null, 'conversion impossible', { title: 'Conversion required but not supported' }),
  row('2.6.4', '2.6.4', null, 'accepted', { title: 'Conversion with loss performed' }),
  ...both('6.4', '', null, 'converted with loss', { title: 'Conversion with loss performed' }),
  ...both('6.5', '', null, 'conversion impossible', { title: 'Conversion failed' }),
  ...both('6.6', '', null, 'content not available', {
    title: 'Message content not available',
    source: 'RFC 4468 §5',
  }),
  ...both('6.7', '', null, 'needs internationalised mail', {
    title: 'Non-ASCII addresses not permitted for that sender or recipient',
    source: 'RFC 6531 §4.2',
  }),
  ...both('6.8', '', null, 'needs internationalised mail', {
    title: 'UTF-8 string reply is required, but not permitted by the SMTP client',
    source: 'RFC 6531 §4.2',
  }),
  ...both('6.9', '', null, 'needs internationalised mail', {
    title: 'UTF-8 header message cannot be transferred to one or more recipients',
    source: 'RFC 6531 §4.2',
  }),
  ...both('6.10', '', null, 'needs internationalised mail', {
    title: 'Deprecated; once a duplicate of X.6.8',
    source: 'RFC 6531 §4.2',
  }),

  // X.7: security and policy (RFC 3463 §3.8)
  row('2.7.0', '2.7.0', null, 'accepted', { title: 'Other security status, accepted' }),
  row('4.7.0', '4.7.0', null, 'unavailable for now', {
    title: 'Other or undefined security status (temporary)',
    meaning:
      'The server puts you off for a reason of security or policy: throttling, greylisting, poor reputation.',
    twin: '5.7.0',
  }),
  row('5.7.0', '5.7.0', null, 'policy refusal', {
    title: 'Other or undefined security status',
    twin: '4.7.0',
  }),
  row('4.7.1', '4.7.1', null, 'unavailable for now', {
    title: 'Delivery not authorized for now',
    meaning: 'The server refuses for now: most often greylisting, sometimes reputation or a policy.',
    twin: '5.7.1',
  }),
  row('5.7.1', '5.7.1', null, 'policy refusal', {
    title: 'Delivery not authorized, message refused',
    twin: '4.7.1',
  }),
  ...both('7.2', '', null, 'senders restricted', { title: 'Mailing list expansion prohibited' }),
  ...both('7.3', '', null, 'needs security feature', {
    title: 'Security conversion required but not possible',
  }),
  ...both('7.4', '', null, 'needs security feature', { title: 'Security features not supported' }),
  ...both('7.5', '', null, 'needs security feature', { title: 'Cryptographic failure' }),
  ...both('7.6', '', null, 'needs security feature', { title: 'Cryptographic algorithm not supported' }),
  ...both('7.7', '', null, 'needs security feature', { title: 'Message integrity failure' }),
  ...both('7.8', '', null, 'bad credentials', {
    title: 'Authentication credentials invalid',
    source: 'RFC 4954 §6',
  }),
  ...both('7.9', '', null, 'weak login', {
    title: 'Authentication mechanism is too weak',
    source: 'RFC 4954 §6',
  }),
  ...both('7.10', '', null, 'weak login', {
    title: 'Encryption needed',
    meaning: 'The server takes this command over an encrypted connection only.',
    source: 'RFC 5248 §3',
    requirement: 'tls',
  }),
  ...both('7.11', '', null, 'weak login', {
    title: 'Encryption required for the requested authentication mechanism',
    source: 'RFC 4954 §6',
    requirement: 'tls',
  }),
  ...both('7.12', '', null, 'bad credentials', {
    title: 'A password transition is needed',
    source: 'RFC 4954 §6',
  }),
  ...both('7.13', '', null, 'sender account disabled', {
    title: 'User account disabled',
    meaning:
      'The account that logged in to send is disabled. It is not the recipient’s mailbox: do not suppress.',
    source: 'RFC 5248 §3',
  }),
  ...both('7.14', '', null, 'needs security feature', {
    title: 'Trust relationship required',
    source: 'RFC 5248 §3',
  }),
  ...both('7.15', '', null, 'throttled', {
    title: 'Priority level is too low',
    meaning: 'The server takes messages of a higher priority only at the moment.',
    source: 'RFC 6710 §5',
  }),
  ...both('7.16', '', null, 'message too large for system', {
    title: 'Message is too big for the specified priority',
    source: 'RFC 6710 §5',
  }),
  // The recipient address exists but belongs to somebody else by now (RRVS): dead for the person you mean.
  row('4.7.17', '4.7.17', null, 'unknown user for now', {
    title: 'Mailbox owner has changed',
    source: 'RFC 7293 §14',
    twin: '5.7.17',
  }),
  row('5.7.17', '5.7.17', null, 'moved', {
    title: 'Mailbox owner has changed',
    action: 'investigate',
    meaning:
      'Since you got the address, the mailbox has passed to another person. They never asked for your mail.',
    source: 'RFC 7293 §14',
    twin: '4.7.17',
  }),
  row('4.7.18', '4.7.18', null, 'domain not found for now', {
    title: 'Domain owner has changed',
    source: 'RFC 7293 §14',
    twin: '5.7.18',
  }),
  row('5.7.18', '5.7.18', null, 'moved', {
    title: 'Domain owner has changed',
    action: 'investigate',
    meaning: 'Since you got the address, the domain has passed to another owner.',
    source: 'RFC 7293 §14',
    twin: '4.7.18',
  }),
  ...both('7.19', '', null, 'policy refusal', {
    title: 'RRVS test cannot be completed',
    meaning:
      'The server cannot tell whether the mailbox still has the owner it had when you got the address.',
    source: 'RFC 7293 §14',
  }),
  ...both('7.20', '', null, 'dkim failed', {
    title: 'No passing DKIM signature found',
    source: 'RFC 7372 §3.1',
  }),
  ...both('7.21', '', null, 'dkim unacceptable', {
    title: 'No acceptable DKIM signature found',
    source: 'RFC 7372 §3.1',
  }),
  ...both('7.22', '', null, 'dkim not of the author', {
    title: 'No valid author-matched DKIM signature found',
    source: 'RFC 7372 §3.1',
  }),
  ...both('7.23', '', null, 'spf failed', { title: 'SPF validation failed', source: 'RFC 7372 §3.2' }),
  ...both('7.24', '', null, 'spf broken', { title: 'SPF validation error', source: 'RFC 7372 §3.2' }),
  ...both('7.25', '', null, 'no reverse dns', {
    title: 'Reverse DNS validation failed',
    source: 'RFC 7372 §3.3',
  }),
  ...both('7.26', '', null, 'unauthenticated', {
    title: 'Multiple authentication checks failed',
    meaning: 'Several of SPF, DKIM, DMARC and reverse DNS failed together.',
    source: 'RFC 7372 §3.4',
  }),
  ...both('7.27', '', null, 'bad sender address', {
    title: 'Sender address has null MX',
    meaning: 'The sender’s domain says that it takes no mail, so nobody could answer or bounce to it.',
    fix: [
      {
        do: 'Remove the null MX from the sender’s domain, or send with a domain that takes mail.',
        copy: 'example.com. IN MX 10 mail.example.com.',
      },
    ],
    source: 'RFC 7505 §5',
  }),
  ...both('7.28', '', null, 'mail flood', {
    title: 'Mail flood detected',
    source: 'IANA SMTP Enhanced Status Codes Registry, X.7.28',
  }),
  ...both('7.29', '', null, 'arc failed', { title: 'ARC validation failure', source: 'RFC 8617 §7' }),
  ...both('7.30', '', null, 'needs security feature', {
    title: 'REQUIRETLS support required',
    meaning: 'The message asks to travel over verified TLS only, and the next server cannot do that.',
    source: 'RFC 8689 §5',
    requirement: 'tls',
  }),
];
