import type { Provider } from './provider';

export const appriver: Provider = {
  id: 'appriver',
  name: 'AppRiver',
  kind: 'gateway',
  mxSuffixes: ['.arsmtp.com', '.appriver.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
