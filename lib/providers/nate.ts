import type { Provider } from './provider';

export const nate: Provider = {
  id: 'nate',
  name: 'Nate',
  kind: 'mailbox',
  mxSuffixes: ['.nate.com'],
  domains: ['nate.com'],
  postmaster: [],
  rules: [],
};
