import type { Provider } from './provider';

export const ukrnet: Provider = {
  id: 'ukrnet',
  name: 'UKR.NET',
  kind: 'mailbox',
  mxSuffixes: ['.ukr.net'],
  domains: ['ukr.net'],
  postmaster: [],
  rules: [],
};
