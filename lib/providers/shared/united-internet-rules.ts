import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { rowsOf } from '@/lib/mail/rule-rows';

const row = rowsOf('united-internet', {
  source:
    'field knowledge; see GMX, WEB.DE and IONOS Postmaster: error messages (postmaster.gmx.net/en/error-messages)',
  verified: '2026-11-21',
});

/** GMX, WEB.DE, mail.com and IONOS run the same servers ("Nemesis"). The link in a refusal ends in `c=` and a case. */
export const UNITED_INTERNET_RULES: readonly DiagnosticRule[] = [
  // 554-No SMTP service 554-IP address is black listed. 554 For explanation visit …?ip=192.0.2.1&c=bl
  row('blocklist', '', /IP address is (?:black|block) ?-?listed|[?&]c=bl\b/i, 'ip blocked', {
    title: 'Sending address on the provider’s own block list',
    fix: [
      { do: 'Find and stop the cause; the listing ends by itself some hours after.' },
      { do: 'Otherwise write to the postmaster.', copy: 'https://postmaster.gmx.net/en/contact' },
    ],
  }),
  // 554-Bad DNS PTR resource record. 554 For explanation visit …&c=rdns
  row('ptr', '', /bad DNS PTR|[?&]c=rdns\b/i, 'no reverse dns'),
  // 550-… Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner
  row('spf', '', /due to SPF policy/i, 'spf failed'),
  row('dmarc', '', /due to DMARC policy|\bDMARC\b/i, 'dmarc failed'),
  // 550-… Invalid DNS MX or A/AAAA resource record: of the sender's domain
  row('sender-domain', '', /invalid DNS MX or A/i, 'bad sender address'),
  // 421-… Rate limit reached. Please try again later
  row('rate', '', /rate limit reached/i, 'throttled'),
  // 421-Reject due to policy violations: too many unknown recipients
  row('unknown-recipients', '421 450', /due to policy violations/i, 'unknown users'),
  // 554-Transaction failed 554-Reject due to policy restrictions. …&c=hi / c=sp
  row('policy', '', /due to policy (?:restrictions|violations)|[?&]c=(?:hi|sp)\b/i, 'looks like spam', {
    title: 'Refused by policy: content or reputation',
  }),
  // 554-Message is not RFC 5322 compliant / header From invalid
  row('format', '', /not RFC ?\d{4}.{0,10}compliant/i, 'malformed'),
  // 550-Requested action not taken: mailbox unavailable
  row(
    'unknown-user',
    '550',
    /requested action not taken: ?mailbox unavailable|mailbox (?:does not exist|unknown)/i,
    'unknown user',
  ),
  row('quota', '552', /exceeded storage|quota/i, 'mailbox full'),
];
