import type { Provider } from './provider';

export const yahooJapan: Provider = {
  id: 'yahoo-japan',
  name: 'Yahoo! JAPAN',
  kind: 'mailbox',
  mxSuffixes: ['.yahoo.co.jp'],
  domains: ['yahoo.co.jp', 'ybb.ne.jp'],
  postmaster: [{ title: 'Yahoo! JAPAN Mail help', url: 'https://support.yahoo-net.jp/PccMail/' }],
  rules: [],
};
