import type { Provider } from './provider';

export const zerospam: Provider = {
  id: 'zerospam',
  name: 'Zerospam',
  kind: 'gateway',
  mxSuffixes: ['.zerospam.ca', '.zerospam.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
