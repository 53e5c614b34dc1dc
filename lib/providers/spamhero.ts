import type { Provider } from './provider';

export const spamhero: Provider = {
  id: 'spamhero',
  name: 'SpamHero',
  kind: 'gateway',
  mxSuffixes: ['.mxthunder.com', '.mxthunder.net', '.mxstorm.net'],
  domains: [],
  postmaster: [],
  rules: [],
};
