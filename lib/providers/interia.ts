import type { Provider } from './provider';

export const interia: Provider = {
  id: 'interia',
  name: 'Interia',
  kind: 'mailbox',
  mxSuffixes: ['.interia.pl'],
  domains: ['interia.pl', 'interia.eu', 'poczta.fm', 'intmail.pl'],
  postmaster: [],
  rules: [],
};
