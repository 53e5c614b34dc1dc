import type { Provider } from './provider';

export const tim: Provider = {
  id: 'tim',
  name: 'TIM',
  kind: 'mailbox',
  mxSuffixes: ['.tim.it', '.alice.it', '.tin.it'],
  domains: ['tim.it', 'alice.it', 'tin.it'],
  postmaster: [],
  rules: [],
};
