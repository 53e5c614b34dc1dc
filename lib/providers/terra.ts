import type { Provider } from './provider';

export const terra: Provider = {
  id: 'terra',
  name: 'Terra',
  kind: 'mailbox',
  mxSuffixes: ['.terra.com', '.terra.com.br'],
  domains: ['terra.com.br', 'terra.com'],
  postmaster: [],
  rules: [],
};
