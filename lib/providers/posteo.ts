import type { Provider } from './provider';

export const posteo: Provider = {
  id: 'posteo',
  name: 'Posteo',
  kind: 'mailbox',
  mxSuffixes: ['.posteo.de'],
  domains: ['posteo.de', 'posteo.net', 'posteo.at', 'posteo.ch'],
  postmaster: [],
  rules: [],
};
