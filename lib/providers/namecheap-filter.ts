import type { Provider } from './provider';

export const namecheapFilter: Provider = {
  id: 'namecheap-filter',
  name: 'Namecheap spam protection (Jellyfish)',
  kind: 'gateway',
  mxSuffixes: ['.jellyfish.systems'],
  domains: [],
  postmaster: [],
  rules: [],
};
