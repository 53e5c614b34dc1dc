import type { Provider } from './provider';

export const btinternet: Provider = {
  id: 'btinternet',
  name: 'BT',
  kind: 'mailbox',
  mxSuffixes: ['.btinternet.com', '.bt.lon5.cpcloud.co.uk', '.btconnect.com'],
  domains: ['btinternet.com', 'btopenworld.com', 'btconnect.com', 'talk21.com'],
  postmaster: [{ title: 'BT Postmaster', url: 'https://www.bt.com/help/email' }],
  rules: [],
};
