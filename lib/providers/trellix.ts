import type { Provider } from './provider';

export const trellix: Provider = {
  id: 'trellix',
  name: 'Trellix (FireEye) Email Security',
  kind: 'gateway',
  mxSuffixes: ['.fireeyecloud.com', '.fireeyegov.com', '.trellixcloud.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
