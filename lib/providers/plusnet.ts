import type { Provider } from './provider';

export const plusnet: Provider = {
  id: 'plusnet',
  name: 'Plusnet',
  kind: 'mailbox',
  mxSuffixes: ['.plus.net'],
  domains: ['plus.net', 'plus.com', 'force9.co.uk'],
  postmaster: [],
  rules: [],
};
