import type { Provider } from './provider';

export const bigpond: Provider = {
  id: 'bigpond',
  name: 'Telstra BigPond',
  kind: 'mailbox',
  mxSuffixes: ['.bigpond.com', '.telstra.com'],
  domains: ['bigpond.com', 'bigpond.net.au', 'telstra.com'],
  postmaster: [{ title: 'Telstra Postmaster', url: 'https://postmaster.bigpond.com/' }],
  rules: [],
};
