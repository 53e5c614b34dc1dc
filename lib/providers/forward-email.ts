import type { Provider } from './provider';

export const forwardEmail: Provider = {
  id: 'forward-email',
  name: 'Forward Email',
  kind: 'gateway',
  mxSuffixes: ['.forwardemail.net'],
  domains: [],
  postmaster: [{ title: 'Forward Email: FAQ', url: 'https://forwardemail.net/faq' }],
  rules: [],
};
