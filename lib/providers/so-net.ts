import type { Provider } from './provider';

export const soNet: Provider = {
  id: 'so-net',
  name: 'So-net',
  kind: 'mailbox',
  mxSuffixes: ['.so-net.ne.jp'],
  domains: ['so-net.ne.jp'],
  postmaster: [],
  rules: [],
};
