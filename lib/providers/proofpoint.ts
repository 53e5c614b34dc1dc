import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('proofpoint', {
  source: 'Proofpoint: IP Lookup and support articles (ipcheck.proofpoint.com); field knowledge',
  verified: '2026-11-21',
});

export const proofpoint: Provider = {
  id: 'proofpoint',
  name: 'Proofpoint',
  kind: 'gateway',
  mxSuffixes: ['.pphosted.com', '.ppe-hosted.com', '.ppops.net'],
  domains: [],
  postmaster: [{ title: 'IP lookup and removal', url: 'https://ipcheck.proofpoint.com/' }],
  rules: [
    // 554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1
    row(
      'blocked',
      '',
      /ipcheck\.proofpoint|proofpoint\.com\/dnsbl|blocked - see|dynamic reputation/i,
      'ip blocked',
      {
        title: 'Sending address blocked by Proofpoint’s dynamic reputation',
        fix: [
          { do: 'Find and stop the cause.' },
          { do: 'Look the address up and ask for removal.', copy: 'https://ipcheck.proofpoint.com/' },
        ],
      },
    ),
    // 550 5.7.0 Local Policy Violation
    row('local-policy', '', /local policy violation/i, 'recipient policy'),
    // 421 4.7.0 … too many connections / rate
    row(
      'rate',
      '421 451 452',
      /too many (?:connections|messages)|rate limit|throttl/i,
      'too many connections',
    ),
    row('spam-definite', '', /(?:spam|phish|malware) ?(?:definite|detected|suspect)/i, 'looks like spam'),
  ],
};
