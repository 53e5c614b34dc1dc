import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';
import { mobileCarrierRules } from './shared/mobile-carrier-rules';

const row = rowsOf('softbank', { source: 'field knowledge: SoftBank', verified: '2026-11-21' });

export const softbank: Provider = {
  id: 'softbank',
  name: 'SoftBank',
  kind: 'mailbox',
  mxSuffixes: ['.softbank.jp', '.softbank.ne.jp', '.ymobile.ne.jp', '.willcom.com'],
  domains: [
    'softbank.ne.jp',
    'i.softbank.jp',
    'softbank.jp',
    'vodafone.ne.jp',
    'disney.ne.jp',
    'ymobile.ne.jp',
    'y-mobile.ne.jp',
  ],
  postmaster: [],
  rules: [
    ...mobileCarrierRules('softbank', 'SoftBank'),
    // 553 example.com does not exist: the domain of the envelope sender
    row('553', '553', /^553 \S{1,200} does not exist/i, 'bad sender address'),
  ],
};
