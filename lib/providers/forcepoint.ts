import type { Provider } from './provider';

export const forcepoint: Provider = {
  id: 'forcepoint',
  name: 'Forcepoint Email Security',
  kind: 'gateway',
  mxSuffixes: ['.mailcontrol.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
