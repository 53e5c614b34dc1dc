import type { Provider } from './provider';

export const onet: Provider = {
  id: 'onet',
  name: 'Onet',
  kind: 'mailbox',
  mxSuffixes: ['.onet.pl'],
  domains: ['onet.pl', 'onet.eu', 'op.pl', 'vp.pl', 'poczta.onet.pl', 'buziaczek.pl', 'autograf.pl'],
  postmaster: [],
  rules: [],
};
