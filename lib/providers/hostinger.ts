import type { Provider } from './provider';

export const hostinger: Provider = {
  id: 'hostinger',
  name: 'Hostinger',
  kind: 'mailbox',
  mxSuffixes: ['.hostinger.com', '.main-hosting.eu', '.hostinger.in'],
  domains: [],
  postmaster: [],
  rules: [],
};
