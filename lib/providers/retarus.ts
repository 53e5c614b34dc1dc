import type { Provider } from './provider';

export const retarus: Provider = {
  id: 'retarus',
  name: 'Retarus',
  kind: 'gateway',
  mxSuffixes: ['.retarus.com', '.retarus.de'],
  domains: [],
  postmaster: [],
  rules: [],
};
