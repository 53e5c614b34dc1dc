import type { Provider } from './provider';

export const fastmail: Provider = {
  id: 'fastmail',
  name: 'Fastmail',
  kind: 'mailbox',
  mxSuffixes: ['.messagingengine.com'],
  domains: ['fastmail.com', 'fastmail.fm', 'fastmail.net', 'fastmail.org', 'sent.com', 'messagingengine.com'],
  postmaster: [{ title: 'Fastmail: sending to us', url: 'https://www.fastmail.help/' }],
  rules: [],
};
