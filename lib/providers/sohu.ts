import type { Provider } from './provider';

export const sohu: Provider = {
  id: 'sohu',
  name: 'Sohu',
  kind: 'mailbox',
  mxSuffixes: ['.sohu.com'],
  domains: ['sohu.com'],
  postmaster: [],
  rules: [],
};
