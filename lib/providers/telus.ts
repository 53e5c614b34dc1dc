import type { Provider } from './provider';

export const telus: Provider = {
  id: 'telus',
  name: 'Telus',
  kind: 'mailbox',
  mxSuffixes: ['.telus.net'],
  domains: ['telus.net'],
  postmaster: [],
  rules: [],
};
