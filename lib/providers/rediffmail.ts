import type { Provider } from './provider';

export const rediffmail: Provider = {
  id: 'rediffmail',
  name: 'Rediffmail',
  kind: 'mailbox',
  mxSuffixes: ['.rediffmail.com', '.rediffmailpro.com'],
  domains: ['rediffmail.com'],
  postmaster: [],
  rules: [],
};
