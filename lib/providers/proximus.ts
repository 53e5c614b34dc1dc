import type { Provider } from './provider';

export const proximus: Provider = {
  id: 'proximus',
  name: 'Proximus',
  kind: 'mailbox',
  mxSuffixes: ['.proximus.be', '.skynet.be'],
  domains: ['proximus.be', 'skynet.be'],
  postmaster: [],
  rules: [],
};
