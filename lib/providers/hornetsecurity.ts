import type { Provider } from './provider';

export const hornetsecurity: Provider = {
  id: 'hornetsecurity',
  name: 'Hornetsecurity',
  kind: 'gateway',
  mxSuffixes: ['.hornetsecurity.com', '.antispameurope.com', '.hornetdrive.com'],
  domains: [],
  postmaster: [{ title: 'Hornetsecurity support', url: 'https://www.hornetsecurity.com/' }],
  rules: [],
};
