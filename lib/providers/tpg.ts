import type { Provider } from './provider';

export const tpg: Provider = {
  id: 'tpg',
  name: 'TPG and iiNet',
  kind: 'mailbox',
  mxSuffixes: ['.tpg.com.au', '.iinet.net.au'],
  domains: ['tpg.com.au', 'iinet.net.au', 'westnet.com.au', 'internode.on.net'],
  postmaster: [],
  rules: [],
};
