import { pairsOf, rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('apple', {
  source:
    'Apple: Postmaster information for iCloud Mail (support.apple.com/102322, formerly HT204137); wording of single answers: field knowledge',
  verified: '2026-11-21',
});
const both = pairsOf(row);

export const apple: Provider = {
  id: 'apple',
  name: 'iCloud Mail',
  kind: 'mailbox',
  mxSuffixes: ['.icloud.com', '.me.com', '.mac.com', '.appleid.com'],
  domains: ['icloud.com', 'me.com', 'mac.com', 'privaterelay.appleid.com'],
  postmaster: [{ title: 'Postmaster information for iCloud Mail', url: 'https://support.apple.com/102322' }],
  rules: [
    // 554 5.7.1 Your message was rejected due to example.com's DMARC policy.
    ...both('7.1', '-dmarc', /DMARC policy/i, 'dmarc failed'),
    // 554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM authentication checks.
    ...both('7.1', '-unauthenticated', /\[HME\d\]|failing both SPF and DKIM/i, 'unauthenticated'),
    // 550 5.7.1 Your email was rejected due to having a domain present in the Spamhaus DBL
    ...both('7.1', '-dbl', /Spamhaus DBL|domain present in/i, 'domain blocked', {
      title: 'A domain in the message is on the Spamhaus DBL',
    }),
    ...both('7.1', '-spamhaus', /Spamhaus/i, 'ip on spamhaus'),
    // 550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1
    ...both('7.0', '-proofpoint', /proofpoint\.com|\bBlocked\b/i, 'ip blocked', {
      title: 'Sending address blocked by Proofpoint’s list',
      fix: [{ do: 'Look the address up and ask for removal.', copy: 'https://ipcheck.proofpoint.com/' }],
    }),
    // 550 5.7.1 [CS01] Message rejected due to local policy.
    ...both('7.1', '-CS01', /\[(?:CS|HM|HC)\d{1,2}\]|local policy|policy restrictions/i, 'looks like spam', {
      title: 'Refused by local policy (CS01)',
    }),
    // 421 4.7.1 Messages to user@example.com deferred due to excessive volume. Try again later
    ...both('7.1', '-volume', /excessive volume|too many messages/i, 'throttled'),
    // 421 4.7.0 mx.example.com Error: too many errors
    row('4.7.0', '4.7.0', /too many errors/i, 'protocol error', {
      title: 'Too many errors in one session',
      action: 'slow-down',
      category: 'rate-limit',
      causes: ['Many unknown recipients in a row', 'A fault in the sending software'],
    }),
    // 451 4.7.1 Service unavailable - try again later
    row('4.7.1', '4.7.1', /service unavailable/i, 'unavailable for now', { twin: '5.7.1' }),
    // 554 5.7.1 <user@example.com>: Relay access denied
    row('5.7.1-relay', '5.7.1', /relay access denied/i, 'relay denied'),
    // 550 5.1.1 <user@example.com>: user does not exist   550 5.1.1 unknown or illegal alias
    row('5.1.1-inactive', '5.1.1', /inactive/i, 'mailbox disabled', {
      title: 'Address switched off by its owner',
    }),
    row('5.1.1', '5.1.1', null, 'unknown user'),
    // 552 5.2.2 <user@example.com>: user is over quota
    ...both('2.2', '', null, 'mailbox full'),
    row('over-quota', '', /over ?quota/i, 'mailbox full'),
    row('5.7.1', '5.7.1', null, 'policy refusal', { twin: '4.7.1' }),
  ],
};
