import type { Provider } from './provider';

export const hey: Provider = {
  id: 'hey',
  name: 'HEY',
  kind: 'mailbox',
  mxSuffixes: ['.hey.com'],
  domains: ['hey.com'],
  postmaster: [],
  rules: [],
};
