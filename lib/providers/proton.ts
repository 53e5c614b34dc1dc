import type { Provider } from './provider';

export const proton: Provider = {
  id: 'proton',
  name: 'Proton Mail',
  kind: 'mailbox',
  mxSuffixes: ['.protonmail.ch', '.proton.me'],
  domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
  postmaster: [{ title: 'Proton Mail support', url: 'https://proton.me/support/contact' }],
  rules: [],
};
