import type { Provider } from './provider';

export const perceptionPoint: Provider = {
  id: 'perception-point',
  name: 'Perception Point',
  kind: 'gateway',
  mxSuffixes: ['.perception-point.io'],
  domains: [],
  postmaster: [],
  rules: [],
};
