import type { Provider } from './provider';
import { UNITED_INTERNET_RULES } from './shared/united-internet-rules';

export const ionos: Provider = {
  id: 'ionos',
  name: 'IONOS (1&1)',
  kind: 'mailbox',
  mxSuffixes: [
    '.kundenserver.de',
    '.ionos.de',
    '.ionos.com',
    '.ionos.co.uk',
    '.ionos.fr',
    '.ionos.es',
    '.ionos.it',
    '.1and1.com',
    '.1and1.co.uk',
    '.1and1.fr',
    '.perfora.net',
  ],
  domains: ['online.de', 'onlinehome.de'],
  postmaster: [{ title: 'IONOS Postmaster', url: 'https://postmaster.1und1.de/' }],
  rules: UNITED_INTERNET_RULES,
};
