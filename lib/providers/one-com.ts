import type { Provider } from './provider';

export const oneCom: Provider = {
  id: 'one-com',
  name: 'one.com',
  kind: 'mailbox',
  mxSuffixes: ['.one.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
