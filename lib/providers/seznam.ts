import type { Provider } from './provider';

export const seznam: Provider = {
  id: 'seznam',
  name: 'Seznam',
  kind: 'mailbox',
  mxSuffixes: ['.seznam.cz'],
  domains: ['seznam.cz', 'email.cz', 'post.cz', 'spoluzaci.cz'],
  postmaster: [{ title: 'Seznam for senders', url: 'https://napoveda.seznam.cz/cz/email/' }],
  rules: [],
};
