import type { Provider } from './provider';

export const kpn: Provider = {
  id: 'kpn',
  name: 'KPN',
  kind: 'mailbox',
  mxSuffixes: ['.kpnmail.nl', '.xs4all.nl'],
  domains: ['kpnmail.nl', 'kpnplanet.nl', 'planet.nl', 'hetnet.nl', 'xs4all.nl', 'telfort.nl'],
  postmaster: [{ title: 'KPN abuse', url: 'https://www.kpn.com/abuse' }],
  rules: [],
};
