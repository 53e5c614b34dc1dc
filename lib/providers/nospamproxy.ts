import type { Provider } from './provider';

export const nospamproxy: Provider = {
  id: 'nospamproxy',
  name: 'NoSpamProxy',
  kind: 'gateway',
  mxSuffixes: ['.nospamproxy.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
