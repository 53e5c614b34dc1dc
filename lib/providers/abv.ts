import type { Provider } from './provider';

export const abv: Provider = {
  id: 'abv',
  name: 'ABV',
  kind: 'mailbox',
  mxSuffixes: ['.abv.bg'],
  domains: ['abv.bg'],
  postmaster: [],
  rules: [],
};
