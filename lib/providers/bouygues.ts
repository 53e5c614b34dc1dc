import type { Provider } from './provider';

export const bouygues: Provider = {
  id: 'bouygues',
  name: 'Bouygues Telecom',
  kind: 'mailbox',
  mxSuffixes: ['.bbox.fr', '.bouyguestelecom.fr'],
  domains: ['bbox.fr'],
  postmaster: [],
  rules: [],
};
