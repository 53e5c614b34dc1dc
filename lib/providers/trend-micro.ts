import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('trend-micro', {
  source: 'field knowledge; see Trend Micro Email Security: connection filtering; Email Reputation Services',
  verified: '2026-11-21',
});

export const trendMicro: Provider = {
  id: 'trend-micro',
  name: 'Trend Micro Email Security',
  kind: 'gateway',
  mxSuffixes: [
    '.trendmicro.com',
    '.trendmicro.eu',
    '.trendmicro.co.jp',
    '.trendmicro.com.au',
    '.hes.trendmicro.com',
  ],
  domains: [],
  postmaster: [{ title: 'Email Reputation Services', url: 'https://servicecentral.trendmicro.com/ers' }],
  rules: [
    // 450 4.7.1 … Recipient address rejected: ERS-QIL   550 5.7.1 … ERS-RBL, ERS-DUL
    row('ERS', '', /\bERS-(?:RBL|QIL|DUL|KSS)\b|Trend Micro Email Reputation/i, 'ip blocked', {
      title: 'Sending address on a Trend Micro reputation list (ERS)',
      fix: [
        { do: 'Find and stop the cause.' },
        { do: 'Look the address up and ask for removal.', copy: 'https://servicecentral.trendmicro.com/ers' },
      ],
    }),
    // 554 5.7.1 <user@example.com>: Recipient address rejected: BLOCK-SENDER
    row('tenant-block', '', /Recipient address rejected: (?:BLOCK-|ERS-Customized)/i, 'recipient policy', {
      title: 'Blocked by the organisation’s own list',
    }),
  ],
};
