import type { Provider } from './provider';

export const tiscali: Provider = {
  id: 'tiscali',
  name: 'Tiscali',
  kind: 'mailbox',
  mxSuffixes: ['.tiscali.it', '.tiscali.com'],
  domains: ['tiscali.it'],
  postmaster: [],
  rules: [],
};
