import type { Provider } from './provider';

export const telenet: Provider = {
  id: 'telenet',
  name: 'Telenet',
  kind: 'mailbox',
  mxSuffixes: ['.telenet.be', '.telenet-ops.be'],
  domains: ['telenet.be', 'pandora.be'],
  postmaster: [],
  rules: [],
};
