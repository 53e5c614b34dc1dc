import type { Provider } from './provider';

export const uol: Provider = {
  id: 'uol',
  name: 'UOL and BOL',
  kind: 'mailbox',
  mxSuffixes: ['.uol.com.br', '.uhserver.com', '.bol.com.br'],
  domains: ['uol.com.br', 'bol.com.br'],
  postmaster: [{ title: 'UOL: anti-spam', url: 'https://antispam.uol.com.br/' }],
  rules: [],
};
