import type { Provider } from './provider';

export const tuta: Provider = {
  id: 'tuta',
  name: 'Tuta',
  kind: 'mailbox',
  mxSuffixes: ['.tutanota.de', '.tutao.de', '.tuta.com'],
  domains: ['tuta.com', 'tutanota.com', 'tutanota.de', 'tutamail.com', 'tuta.io', 'keemail.me'],
  postmaster: [],
  rules: [],
};
