import type { Provider } from './provider';

export const mailboxOrg: Provider = {
  id: 'mailbox-org',
  name: 'mailbox.org',
  kind: 'mailbox',
  mxSuffixes: ['.mailbox.org'],
  domains: ['mailbox.org'],
  postmaster: [],
  rules: [],
};
