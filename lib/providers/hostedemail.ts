import type { Provider } from './provider';

export const hostedemail: Provider = {
  id: 'hostedemail',
  name: 'OpenSRS Hosted Email',
  kind: 'mailbox',
  mxSuffixes: ['.hostedemail.com'],
  domains: [],
  postmaster: [],
  rules: [],
};
