import type { Provider } from './provider';

export const locaweb: Provider = {
  id: 'locaweb',
  name: 'Locaweb',
  kind: 'mailbox',
  mxSuffixes: ['.locaweb.com.br', '.email-ssl.com.br'],
  domains: [],
  postmaster: [],
  rules: [],
};
