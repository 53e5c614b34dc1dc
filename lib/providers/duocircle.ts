import type { Provider } from './provider';

export const duocircle: Provider = {
  id: 'duocircle',
  name: 'DuoCircle',
  kind: 'gateway',
  mxSuffixes: ['.duocircle.com', '.mailhop.org'],
  domains: [],
  postmaster: [],
  rules: [],
};
