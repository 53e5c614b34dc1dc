import type { Provider } from './provider';

export const telia: Provider = {
  id: 'telia',
  name: 'Telia',
  kind: 'mailbox',
  mxSuffixes: ['.telia.com'],
  domains: ['telia.com'],
  postmaster: [],
  rules: [],
};
