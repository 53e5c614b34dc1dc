import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { rowsOf } from '@/lib/mail/rule-rows';

/** Orange, La Poste and Libero run the same software, which numbers the reason of a refusal: `OFR_506`,
 * `OFR204_416`, `LPN007_510`, `LIB_102`. A first number is the server's, the last one the reason. */
export function numberedReasons(
  owner: string,
  prefix: string,
  origin: { source: string; verified: string },
): DiagnosticRule[] {
  const row = rowsOf(owner, origin);
  const reason = (...numbers: number[]) =>
    new RegExp(`\\b${prefix}\\d{0,3}_(?:${numbers.join('|')})\\b`, 'i');
  return [
    // 550 … Adresse IP source bloquee pour incident de spam. Client host blocked for spamming issues. OFR006_102
    row('102', '', reason(101, 102), 'ip blocked', { title: 'Sending address blocked for spam (102)' }),
    // 421 … Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104
    row('104', '', reason(103, 104), 'too many connections', { title: 'Too many connections (104)' }),
    row('105', '', reason(105, 106, 109), 'throttled', {
      title: 'Refused for now: rate or reputation (105)',
    }),
    // 421 … Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR_999
    row('999', '', reason(999), 'throttled', { title: 'Refused for now (999)' }),
    row('503', '', reason(503), 'throttled', {
      title: 'Refused for now: reputation (503)',
      requirement: 'reputation',
    }),
    // 421 … Emetteur invalide, Veuillez verifier la configuration SPF/DNS de votre nom de domaine. SPF check failed
    row('spf', '', /SPF check failed|configuration SPF/i, 'spf failed'),
    // 550 5.1.0 Emetteur invalide. Invalid Sender. OFR_405
    row('405', '', reason(401, 402, 403, 405), 'bad sender address', { title: 'Invalid sender (405)' }),
    // 550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416
    row('416', '550 551 553', reason(416, 415), 'unknown user', { title: 'Invalid recipient (416)' }),
    // The words before the number: 552 … Boite du destinataire pleine. Recipient overquota. OFR_417
    row('quota', '', /bo.{1,2}te .{0,30}pleine|quota/i, 'mailbox full'),
    row('417', '550 551 552 553', reason(417), 'mailbox disabled', {
      title: 'Mailbox archived: long unused (417)',
    }),
    row('413', '', reason(413, 414, 418), 'mailbox full', { title: 'Mailbox full (413)' }),
    // 550 5.2.0 Mail rejete. Mail rejected. OFR_506
    row('506', '', reason(506), 'looks like spam', { title: 'Mail rejected: content (506)' }),
    row('517', '', reason(517), 'dmarc failed', { title: 'Refused by DMARC policy (517)' }),
    // 421 4.2.0 Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR005_505
    row('refused-for-now', '421 450 451 452', /service refus[ée]/i, 'throttled'),
    // 550 5.5.0 Service refuse. Veuillez essayer plus tard. Service refused, please try later. LPN007_510
    row('510', '', reason(501, 502, 504, 505, 507, 508, 509, 510, 511, 512, 514, 515), 'looks like spam', {
      title: 'Service refused: content or reputation (510)',
    }),
    // The words, where the number is another
    row('recipient', '550 551 553', /destinataire invalide|invalid recipient/i, 'unknown user'),
    row(
      'archived',
      '550 551 552 553',
      /bo.{1,2}te .{0,30}(?:archiv|inactiv|desactiv|désactiv)|archived recipient/i,
      'mailbox disabled',
    ),
    row('sender', '', /[ée]metteur invalide|invalid sender/i, 'bad sender address'),
    row('blocked', '', /IP source bloqu|client host blocked/i, 'ip blocked'),
    row('rejected', '', /mail rejet[ée]/i, 'looks like spam'),
    row('refused', '550 554', /service refus[ée]/i, 'looks like spam', {
      title: 'Service refused: content or reputation',
    }),
  ];
}
