import type { Provider } from './provider';

export const nifty: Provider = {
  id: 'nifty',
  name: 'NIFTY',
  kind: 'mailbox',
  mxSuffixes: ['.nifty.com'],
  domains: ['nifty.com'],
  postmaster: [],
  rules: [],
};
