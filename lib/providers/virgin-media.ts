import type { Provider } from './provider';

export const virginMedia: Provider = {
  id: 'virgin-media',
  name: 'Virgin Media',
  kind: 'mailbox',
  mxSuffixes: ['.ukmail.iss.as9143.net', '.virginmedia.com', '.virgin.net'],
  domains: ['virginmedia.com', 'virgin.net', 'ntlworld.com', 'blueyonder.co.uk'],
  postmaster: [],
  rules: [],
};
