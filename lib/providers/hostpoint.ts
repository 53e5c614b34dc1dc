import type { Provider } from './provider';

export const hostpoint: Provider = {
  id: 'hostpoint',
  name: 'Hostpoint',
  kind: 'mailbox',
  mxSuffixes: ['.hostpoint.ch'],
  domains: [],
  postmaster: [],
  rules: [],
};
