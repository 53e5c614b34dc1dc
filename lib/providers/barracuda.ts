import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('barracuda', {
  source: 'Barracuda Campus: SMTP error codes; Barracuda Central; field knowledge',
  verified: '2026-11-21',
});

export const barracuda: Provider = {
  id: 'barracuda',
  name: 'Barracuda',
  kind: 'gateway',
  mxSuffixes: ['.barracudanetworks.com', '.barracuda.com'],
  domains: [],
  postmaster: [{ title: 'Reputation look-up and removal', url: 'https://www.barracudacentral.org/lookups' }],
  rules: [
    // 554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation
    row(
      'reputation',
      '',
      /barracuda reputation|barracudacentral|barracudanetworks\.com\/reputation/i,
      'ip blocked',
      {
        title: 'Sending address on the Barracuda Reputation Block List',
        fix: [
          { do: 'Find and stop the cause.' },
          { do: 'Ask for removal.', copy: 'https://www.barracudacentral.org/rbl/removal-request' },
        ],
      },
    ),
    // 550 cuda_nsu 5.1.1 <user@example.com> Recipient address rejected: User unknown   550 No such user (user@example.com)
    row('no-such-user', '550', /cuda_nsu|no such (?:user|domain)/i, 'unknown user'),
    // 550 permanent failure for one or more recipients (user@example.com:blocked)
    row('blocked', '550 554', /recipients \([^)]{0,120}:\s?(?:blocked|quarantined)/i, 'recipient policy', {
      title: 'Blocked by the gateway’s rules or filter',
    }),
    row('spoofed', '', /rejecting spoofed/i, 'recipient policy', { title: 'Judged to be spoofed' }),
    // 420 … deferred due to suspect content   554 rejected due to spam content
    row('suspect', '420 421 450', /suspect(?:ed)? content/i, 'looks like spam', { action: 'retry' }),
    row('spam', '', /spam content/i, 'looks like spam'),
    row('420', '420', null, 'unavailable for now', { title: 'Deferred by the gateway' }),
  ],
};
