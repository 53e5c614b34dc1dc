import type { Provider } from './provider';

export const migadu: Provider = {
  id: 'migadu',
  name: 'Migadu',
  kind: 'mailbox',
  mxSuffixes: ['.migadu.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
