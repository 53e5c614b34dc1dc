import type { Provider } from './provider';

export const cogeco: Provider = {
  id: 'cogeco',
  name: 'Cogeco',
  kind: 'mailbox',
  mxSuffixes: ['.cogeco.ca', '.cogeco.net'],
  domains: ['cogeco.ca', 'cogeco.net'],
  postmaster: [],
  rules: [],
};
