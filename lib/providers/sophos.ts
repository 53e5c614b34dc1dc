import type { Provider } from './provider';

export const sophos: Provider = {
  id: 'sophos',
  name: 'Sophos Email',
  kind: 'gateway',
  mxSuffixes: ['.sophos.com', '.reflexion.net'],
  domains: [],
  postmaster: [{ title: 'Sophos: removal', url: 'https://support.sophos.com/' }],
  rules: [],
};
