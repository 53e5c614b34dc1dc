import type { Provider } from './provider';

export const shaw: Provider = {
  id: 'shaw',
  name: 'Shaw',
  kind: 'mailbox',
  mxSuffixes: ['.shaw.ca', '.shawcable.net'],
  domains: ['shaw.ca'],
  postmaster: [],
  rules: [],
};
