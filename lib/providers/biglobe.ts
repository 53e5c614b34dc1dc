import type { Provider } from './provider';

export const biglobe: Provider = {
  id: 'biglobe',
  name: 'BIGLOBE',
  kind: 'mailbox',
  mxSuffixes: ['.biglobe.ne.jp'],
  domains: ['biglobe.ne.jp'],
  postmaster: [],
  rules: [],
};
