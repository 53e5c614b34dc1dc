import type { Provider } from './provider';

export const spamtitan: Provider = {
  id: 'spamtitan',
  name: 'SpamTitan',
  kind: 'gateway',
  mxSuffixes: ['.spamtitan.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
