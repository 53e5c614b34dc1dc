import type { Provider } from './provider';

export const chinaMobile: Provider = {
  id: 'china-mobile',
  name: 'China Mobile 139',
  kind: 'mailbox',
  mxSuffixes: ['.139.com'],
  domains: ['139.com'],
  postmaster: [],
  rules: [],
};
