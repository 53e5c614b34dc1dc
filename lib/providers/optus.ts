import type { Provider } from './provider';

export const optus: Provider = {
  id: 'optus',
  name: 'Optus',
  kind: 'mailbox',
  mxSuffixes: ['.optusnet.com.au'],
  domains: ['optusnet.com.au'],
  postmaster: [],
  rules: [],
};
