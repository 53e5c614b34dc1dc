import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('mimecast', {
  source: 'Mimecast: SMTP error codes (mimecastsupport.zendesk.com/hc/articles/34000709564691)',
  verified: '2026-11-21',
});

/** A gateway: most of its refusals are rules of the recipient's organisation, which alone can change them. */
export const mimecast: Provider = {
  id: 'mimecast',
  name: 'Mimecast',
  kind: 'gateway',
  mxSuffixes: ['.mimecast.com', '.mimecast.co.za', '.mimecast-offshore.com', '.mimecast.org'],
  domains: [],
  postmaster: [
    { title: 'SMTP error codes', url: 'https://mimecastsupport.zendesk.com/hc/articles/34000709564691' },
    { title: 'Sender feedback', url: 'https://www.mimecast.com/sender-feedback/' },
  ],
  rules: [
    // 451 Internal resources are temporarily unavailable
    row('greylisting', '421 450 451', /internal resources?\b.{0,20}temporarily unavailable/i, 'greylisted', {
      meaning:
        'Mimecast greylists unknown senders, and those of poor reputation: retry after a minute, for at most 12 hours.',
    }),
    row('overload', '421', /unable to process (?:the )?connection/i, 'system takes no mail now'),
    // 451 IP temporarily blacklisted
    row('ip-for-now', '451', /IP temporarily black-?listed/i, 'ip blocked', { action: 'slow-down' }),
    row('recipient-check', '451', /recipient temporarily unavailable/i, 'directory failure', {
      title: 'Recipient could not be checked',
    }),
    row('4xx-limit', '451', /(?:account|hourly|daily|outbound).{0,40}limit|limit reached/i, 'sending limit'),
    // 550 Administrative prohibition - envelope blocked   550 Envelope blocked – User Entry
    row(
      'blocked-sender',
      '',
      /administrative prohibition|envelope blocked|sender address blocked|manually blocked|user (?:domain )?entry/i,
      'sender blocked',
    ),
    // 550 Rejected by header based Anti-Spoofing policy
    row('anti-spoofing', '', /anti-?spoofing/i, 'recipient policy', {
      title: 'Refused by the anti-spoofing policy',
      meaning: 'From is a domain of the recipient’s own organisation, and the mail came from outside.',
      causes: ['A service that sends in the organisation’s name without being allowed to'],
    }),
    // 550 SPF Sender Invalid - envelope rejected
    row('spf', '', /SPF sender invalid/i, 'spf failed'),
    row('dkim', '', /DKIM sender invalid/i, 'dkim failed'),
    row('dmarc', '', /DMARC sender invalid/i, 'dmarc failed'),
    row(
      'unknown-user',
      '550 553',
      /invalid recipient|recipient (?:is )?(?:unknown|not found)/i,
      'unknown user',
    ),
    row('content', '', /content examination|content filter/i, 'recipient policy', {
      title: 'Refused by a content rule',
    }),
    row('thread-limit', '', /outbound thread limit/i, 'too many connections'),
    row('relay', '', /open relay not allowed/i, 'relay denied'),
    // 550 Local CT IP Reputation - (reject)
    row('reputation', '', /IP reputation/i, 'poor ip reputation', { action: 'fix' }),
    row('rbl', '', /rejected by RBL|found on one or more RBLs|\bRBL\b/i, 'ip blocked'),
    // 554 Email rejected due to security policies
    row('security', '', /(?:rejected due to|against) security polic|security policies/i, 'recipient policy', {
      title: 'Refused by a security policy: signature, attachment or link',
    }),
    row('spam', '', /spam (?:signature|score|detected)|message hold|rejected as spam/i, 'looks like spam'),
    row('virus', '', /virus/i, 'virus'),
    row(
      'size',
      '',
      /(?:maximum )?(?:email|message) size (?:exceeded|limit)/i,
      'message too large for system',
    ),
    row('loop', '', /mail loop/i, 'loop'),
    row('network', '554', /host network/i, 'relay denied', { title: 'Host network not allowed' }),
    row('journal', '', /journal messages? past/i, 'expired', { title: 'Journal message too old' }),
    row('login', '', /submitter failed to authenticate|incorrect authentication data/i, 'bad credentials'),
  ],
};
