import type { Provider } from './provider';

export const mailroute: Provider = {
  id: 'mailroute',
  name: 'MailRoute',
  kind: 'gateway',
  mxSuffixes: ['.mailroute.net'],
  domains: [],
  postmaster: [],
  rules: [],
};
