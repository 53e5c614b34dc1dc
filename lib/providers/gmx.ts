import type { Provider } from './provider';
import { names } from './shared/names';
import { UNITED_INTERNET_RULES } from './shared/united-internet-rules';

export const gmx: Provider = {
  id: 'gmx',
  name: 'GMX, WEB.DE and mail.com',
  kind: 'mailbox',
  mxSuffixes: ['.gmx.net', '.gmx.com', '.web.de', '.mail.com'],
  domains: names(`
    gmx.de gmx.net gmx.at gmx.ch gmx.com gmx.us gmx.co.uk gmx.es gmx.fr gmx.it gmx.eu gmx.info gmx.org gmx.biz gmx.li
    gmx.tm web.de mail.com email.com usa.com post.com europe.com caramail.com
  `),
  postmaster: [
    { title: 'GMX Postmaster', url: 'https://postmaster.gmx.net/' },
    { title: 'WEB.DE Postmaster', url: 'https://postmaster.web.de/' },
  ],
  rules: UNITED_INTERNET_RULES,
};
