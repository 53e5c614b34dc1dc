import type { Provider } from './provider';

export const fortinet: Provider = {
  id: 'fortinet',
  name: 'FortiMail Cloud',
  kind: 'gateway',
  mxSuffixes: ['.fortimailcloud.com', '.fortimail.com'],
  domains: [],
  postmaster: [{ title: 'FortiGuard look-up', url: 'https://www.fortiguard.com/services/antispam' }],
  rules: [],
};
