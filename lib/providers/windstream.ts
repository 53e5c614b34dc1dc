import type { Provider } from './provider';

export const windstream: Provider = {
  id: 'windstream',
  name: 'Windstream',
  kind: 'mailbox',
  mxSuffixes: ['.windstream.net'],
  domains: ['windstream.net'],
  postmaster: [],
  rules: [],
};
