import type { Provider } from './provider';

export const improvmx: Provider = {
  id: 'improvmx',
  name: 'ImprovMX',
  kind: 'gateway',
  mxSuffixes: ['.improvmx.com'],
  domains: [],
  postmaster: [{ title: 'ImprovMX: bounces', url: 'https://improvmx.com/guides/' }],
  rules: [],
};
