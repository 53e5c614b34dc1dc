import type { Provider } from './provider';

export const ocn: Provider = {
  id: 'ocn',
  name: 'OCN',
  kind: 'mailbox',
  mxSuffixes: ['.ocn.ne.jp', '.ocn.ad.jp'],
  domains: ['ocn.ne.jp'],
  postmaster: [],
  rules: [],
};
