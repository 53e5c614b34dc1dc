import type { Provider } from './provider';
import { mobileCarrierRules } from './shared/mobile-carrier-rules';

export const au: Provider = {
  id: 'au',
  name: 'au (KDDI)',
  kind: 'mailbox',
  mxSuffixes: ['.ezweb.ne.jp', '.au.com', '.auone-net.jp', '.dion.ne.jp'],
  domains: ['ezweb.ne.jp', 'au.com', 'auone-net.jp', 'dion.ne.jp'],
  postmaster: [],
  rules: mobileCarrierRules('au', 'au (KDDI)'),
};
