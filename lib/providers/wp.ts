import type { Provider } from './provider';

export const wp: Provider = {
  id: 'wp',
  name: 'WP and o2',
  kind: 'mailbox',
  mxSuffixes: ['.wp.pl', '.o2.pl'],
  domains: ['wp.pl', 'o2.pl', 'tlen.pl', 'go2.pl'],
  postmaster: [{ title: 'WP Postmaster', url: 'https://pomoc.wp.pl/' }],
  rules: [],
};
