import type { Provider } from './provider';

export const gandi: Provider = {
  id: 'gandi',
  name: 'Gandi',
  kind: 'mailbox',
  mxSuffixes: ['.gandi.net'],
  domains: [],
  postmaster: [],
  rules: [],
};
