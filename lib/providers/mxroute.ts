import type { Provider } from './provider';

export const mxroute: Provider = {
  id: 'mxroute',
  name: 'MXroute',
  kind: 'mailbox',
  mxSuffixes: ['.mxrouting.net', '.mxlogin.com', '.mxroute.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
