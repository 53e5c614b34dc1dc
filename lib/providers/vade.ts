import type { Provider } from './provider';

export const vade: Provider = {
  id: 'vade',
  name: 'Vade (Hornetsecurity)',
  kind: 'gateway',
  mxSuffixes: ['.vadesecure.com'],
  domains: [],
  postmaster: [{ title: 'Sender feedback', url: 'https://sendertool.vadesecure.com/' }],
  rules: [],
};
