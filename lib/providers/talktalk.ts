import type { Provider } from './provider';

export const talktalk: Provider = {
  id: 'talktalk',
  name: 'TalkTalk',
  kind: 'mailbox',
  mxSuffixes: ['.talktalk.net', '.tiscali.co.uk'],
  domains: ['talktalk.net', 'tiscali.co.uk', 'lineone.net'],
  postmaster: [],
  rules: [],
};
