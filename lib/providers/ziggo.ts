import type { Provider } from './provider';

export const ziggo: Provider = {
  id: 'ziggo',
  name: 'Ziggo',
  kind: 'mailbox',
  mxSuffixes: ['.ziggo.nl', '.tb.mail.iss.as9143.net'],
  domains: ['ziggo.nl', 'home.nl', 'casema.nl', 'chello.nl', 'quicknet.nl', 'upcmail.nl'],
  postmaster: [],
  rules: [],
};
