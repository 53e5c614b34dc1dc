import type { Provider } from './provider';

export const privateemail: Provider = {
  id: 'privateemail',
  name: 'Namecheap Private Email',
  kind: 'mailbox',
  mxSuffixes: ['.privateemail.com', '.registrar-servers.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
