import type { Provider } from './provider';

export const aruba: Provider = {
  id: 'aruba',
  name: 'Aruba',
  kind: 'mailbox',
  mxSuffixes: ['.aruba.it', '.arubapec.it'],
  domains: ['aruba.it', 'technet.it'],
  postmaster: [],
  rules: [],
};
