import type { Provider } from './provider';

export const mxlogic: Provider = {
  id: 'mxlogic',
  name: 'McAfee SaaS (MX Logic)',
  kind: 'gateway',
  mxSuffixes: ['.mxlogic.net', '.mxlogic.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
