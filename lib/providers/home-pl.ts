import type { Provider } from './provider';

export const homePl: Provider = {
  id: 'home-pl',
  name: 'home.pl',
  kind: 'mailbox',
  mxSuffixes: ['.home.pl'],
  domains: [],
  postmaster: [],
  rules: [],
};
