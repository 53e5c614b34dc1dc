import type { Provider } from './provider';

export const titan: Provider = {
  id: 'titan',
  name: 'Titan',
  kind: 'mailbox',
  mxSuffixes: ['.titan.email', '.flockmail.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
