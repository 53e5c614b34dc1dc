import type { Provider } from './provider';
import { MICROSOFT_RULES } from './shared/microsoft-rules';
import { names } from './shared/names';

/** Microsoft's consumer mailboxes. Their MX hosts stand apart from those of Exchange Online. */
export const outlook: Provider = {
  id: 'outlook',
  name: 'Outlook.com',
  kind: 'mailbox',
  mxSuffixes: ['.olc.protection.outlook.com', '.hotmail.com'],
  domains: names(`
    outlook.com outlook.at outlook.be outlook.cl outlook.cz outlook.de outlook.dk outlook.es
    outlook.fr outlook.hu outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.lv
    outlook.my outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk outlook.co.id outlook.co.il
    outlook.co.th outlook.com.ar outlook.com.au outlook.com.br outlook.com.gr outlook.com.tr
    outlook.com.vn hotmail.com hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.cz hotmail.de
    hotmail.dk hotmail.es hotmail.fi hotmail.fr hotmail.gr hotmail.hu hotmail.it hotmail.nl
    hotmail.no hotmail.se hotmail.sg hotmail.co.id hotmail.co.il hotmail.co.in hotmail.co.jp
    hotmail.co.kr hotmail.co.nz hotmail.co.th hotmail.co.uk hotmail.co.za hotmail.com.ar
    hotmail.com.au hotmail.com.br hotmail.com.hk hotmail.com.mx hotmail.com.tr hotmail.com.tw
    hotmail.com.vn live.com live.at live.be live.ca live.cl live.cn live.de live.dk live.fi live.fr
    live.hk live.ie live.in live.it live.jp live.nl live.no live.ph live.ru live.se live.co.kr
    live.co.uk live.co.za live.com.ar live.com.au live.com.co live.com.mx live.com.my live.com.pe
    live.com.ph live.com.pk live.com.pt live.com.sg live.com.ve msn.com passport.com windowslive.com
    livemail.tw
  `),
  postmaster: [
    { title: 'Outlook.com Postmaster', url: 'https://sendersupport.olc.protection.outlook.com/pm/' },
    {
      title: 'Smart Network Data Services (SNDS)',
      url: 'https://sendersupport.olc.protection.outlook.com/snds/',
    },
    { title: 'Sender support', url: 'https://olcsupport.office.com/' },
  ],
  policyDates: [
    {
      from: '2025-05-05',
      title:
        'Domains that send more than 5,000 messages a day need SPF, DKIM and DMARC, or are refused with 5.7.515',
      requirements: ['spf', 'dkim', 'dmarc'],
      source: 'Microsoft: Strengthening Email Ecosystem: Outlook’s New Requirements for High-Volume Senders',
    },
  ],
  rules: MICROSOFT_RULES,
};
