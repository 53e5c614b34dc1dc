import type { Provider } from './provider';

export const rakuten: Provider = {
  id: 'rakuten',
  name: 'Rakuten Mobile',
  kind: 'mailbox',
  mxSuffixes: ['.rakuten.jp', '.rakuten.co.jp'],
  domains: ['rakuten.jp'],
  postmaster: [],
  rules: [],
};
