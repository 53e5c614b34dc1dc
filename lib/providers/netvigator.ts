import type { Provider } from './provider';

export const netvigator: Provider = {
  id: 'netvigator',
  name: 'Netvigator',
  kind: 'mailbox',
  mxSuffixes: ['.netvigator.com'],
  domains: ['netvigator.com'],
  postmaster: [],
  rules: [],
};
