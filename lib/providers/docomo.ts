import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';
import { mobileCarrierRules } from './shared/mobile-carrier-rules';

const row = rowsOf('docomo', { source: 'field knowledge: NTT docomo', verified: '2026-11-21' });

export const docomo: Provider = {
  id: 'docomo',
  name: 'NTT docomo',
  kind: 'mailbox',
  mxSuffixes: ['.docomo.ne.jp'],
  domains: ['docomo.ne.jp'],
  postmaster: [],
  rules: [
    ...mobileCarrierRules('docomo', 'NTT docomo'),
    // 552 Too much mail data user@docomo.ne.jp
    row('552', '552', /too much mail data/i, 'mailbox full'),
    row('500', '500', /line too long/i, 'malformed', { title: 'A line is longer than 1000 octets' }),
  ],
};
