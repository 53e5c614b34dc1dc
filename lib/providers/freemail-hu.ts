import type { Provider } from './provider';

export const freemailHu: Provider = {
  id: 'freemail-hu',
  name: 'Freemail Hungary',
  kind: 'mailbox',
  mxSuffixes: ['.freemail.hu', '.citromail.hu'],
  domains: ['freemail.hu', 'citromail.hu'],
  postmaster: [],
  rules: [],
};
