import type { DiagnosticRule } from './diagnostic-rule';
import { rowsOf } from './rule-rows';

const row = rowsOf('rfc5321', { source: 'RFC 5321 §4.2', verified: '2026-06-23' });

/** Reply codes alone: the last resort, where a server gives no enhanced status code and no words that help. A reply
 * code is too coarse to give an address up, except where it speaks of a host that never takes mail. */
export const REPLY_CODES: readonly DiagnosticRule[] = [
  row('211', '211', null, 'accepted', { title: 'System status' }),
  row('214', '214', null, 'accepted', { title: 'Help message' }),
  row('220', '220', null, 'accepted', { title: 'Service ready' }),
  row('221', '221', null, 'accepted', { title: 'Service closing the connection' }),
  row('235', '235', null, 'accepted', { title: 'Authentication successful', source: 'RFC 4954 §6' }),
  row('250', '250', null, 'accepted', { title: 'Requested action completed' }),
  row('251', '251', null, 'accepted', { title: 'User not local, will forward' }),
  row('252', '252', null, 'accepted', {
    title: 'Cannot verify the user, but will try to deliver',
    meaning: 'The server takes the message without saying whether the mailbox exists. A bounce may follow.',
  }),
  row('334', '334', null, 'continues', { title: 'Server challenge (AUTH)', source: 'RFC 4954 §4' }),
  row('354', '354', null, 'continues', { title: 'Start mail input' }),

  row('421', '421', null, 'unavailable for now', {
    title: 'Service not available, closing the connection',
    meaning: 'The server hangs up for now: shutting down, overloaded, or limiting you.',
  }),
  row('422', '422', null, 'mailbox full', {
    title: 'Recipient’s mailbox has exceeded its storage limit',
    source: 'field knowledge: not in RFC 5321, used by older servers',
  }),
  row('431', '431', null, 'system full', {
    title: 'Not enough disk space on the receiving server',
    source: 'field knowledge: not in RFC 5321, used by Exchange',
  }),
  row('432', '432', null, 'system takes no mail now', {
    title: 'Receiving server’s queue has been stopped',
    source: 'field knowledge: Exchange. RFC 4954 §6 has 432 4.7.12 for a password transition',
  }),
  row('441', '441', null, 'no answer', {
    title: 'Recipient’s server does not answer',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('442', '442', null, 'connection lost', {
    title: 'Connection dropped during the transmission',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('446', '446', null, 'loop', {
    title: 'Too many hops',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('447', '447', null, 'expired', {
    title: 'Message timed out',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('449', '449', null, 'misconfigured', {
    title: 'Routing error',
    source: 'field knowledge: Exchange',
  }),
  row('450', '450', null, 'unavailable for now', {
    title: 'Mailbox unavailable for now',
    meaning: 'The mailbox is busy, or the server puts you off by policy: mostly greylisting.',
  }),
  row('451', '451', null, 'system trouble', { title: 'Local error in processing' }),
  row('452', '452', null, 'mailbox full', {
    title: 'Insufficient system storage',
    meaning: 'There is no room, in the mailbox or on the server; some servers mean too many recipients.',
  }),
  row('453', '453', null, 'unavailable for now', {
    title: 'No mail now',
    source: 'RFC 2645 §5.2.2 (ODMR); field knowledge: too many messages',
  }),
  row('454', '454', null, 'login not possible now', {
    title: 'Temporary authentication failure, or TLS not available',
    source: 'RFC 4954 §6; RFC 3207 §4',
  }),
  row('455', '455', null, 'system trouble', { title: 'Server unable to accommodate parameters' }),
  row('458', '458', null, 'system takes no mail now', {
    title: 'Unable to queue messages for the node',
    source: 'RFC 1985 §5.1 (ETRN)',
  }),
  row('459', '459', null, 'policy refusal', {
    title: 'Node not allowed',
    action: 'retry',
    source: 'RFC 1985 §5.1 (ETRN)',
  }),
  row('471', '471', null, 'unavailable for now', {
    title: 'Refused for now by a filter',
    source: 'field knowledge: not in RFC 5321, sent by antispam filters',
  }),

  row('500', '500', null, 'protocol error', { title: 'Syntax error, command unrecognized' }),
  row('501', '501', null, 'protocol error', { title: 'Syntax error in parameters or arguments' }),
  row('502', '502', null, 'protocol error', { title: 'Command not implemented' }),
  row('503', '503', null, 'protocol error', { title: 'Bad sequence of commands' }),
  row('504', '504', null, 'protocol error', { title: 'Command parameter not implemented' }),
  row('510', '510', null, 'address refused', {
    title: 'Bad e-mail address',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('511', '511', null, 'address refused', {
    title: 'Bad e-mail address',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('512', '512', null, 'no route', {
    title: 'Host of the domain not found in DNS',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('513', '513', null, 'bad recipient syntax', {
    title: 'Address type is incorrect',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('517', '517', null, 'bad sender address', {
    title: 'Problem with the sender’s address',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('521', '521', null, 'host accepts no mail', {
    title: 'Host does not accept mail',
    source: 'RFC 7504 §3',
  }),
  row('523', '523', null, 'message too large for system', {
    title: 'Message exceeds size limits',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('525', '525', null, 'bad credentials', { title: 'User account disabled', source: 'RFC 5248 §3' }),
  row('530', '530', null, 'login required', {
    title: 'Authentication required',
    source: 'RFC 4954 §6; RFC 3207 §4',
  }),
  row('534', '534', null, 'weak login', {
    title: 'Authentication mechanism is too weak',
    source: 'RFC 4954 §6',
  }),
  row('535', '535', null, 'bad credentials', {
    title: 'Authentication credentials invalid',
    source: 'RFC 4954 §6',
  }),
  row('538', '538', null, 'weak login', {
    title: 'Encryption required for the requested authentication mechanism',
    source: 'RFC 4954 §6',
  }),
  row('541', '541', null, 'policy refusal', {
    title: 'Recipient address rejected by policy',
    source: 'field knowledge: not in RFC 5321, sent by antispam filters',
  }),
  row('546', '546', null, 'loop', { title: 'Mail loop', source: 'field knowledge: not in RFC 5321' }),
  row('547', '547', null, 'expired', {
    title: 'Delivery time expired',
    source: 'field knowledge: not in RFC 5321',
  }),
  row('550', '550', null, 'address refused', {
    title: 'Mailbox unavailable',
    meaning:
      'No such mailbox, no access, or refused by policy (RFC 5321 names all three). The code alone does not tell.',
  }),
  row('551', '551', null, 'not local', { title: 'User not local' }),
  row('552', '552', null, 'mailbox full', { title: 'Exceeded storage allocation' }),
  row('553', '553', null, 'address refused', { title: 'Mailbox name not allowed' }),
  row('554', '554', null, 'policy refusal', {
    title: 'Transaction failed',
    meaning: 'The server refuses the whole transaction: mostly a block, a filter or a policy.',
  }),
  row('555', '555', null, 'protocol error', {
    title: 'MAIL or RCPT parameters not recognized or not implemented',
  }),
  row('556', '556', null, 'null mx', {
    title: 'Domain does not accept mail',
    source: 'RFC 7504 §4; RFC 7505 §5',
  }),
  row('571', '571', null, 'policy refusal', {
    title: 'Delivery not authorized',
    source: 'field knowledge: not in RFC 5321, sent by filters that fold 5.7.1 into one number',
  }),
];
