import type { Provider } from './provider';
import { names } from './shared/names';
import { YAHOO_RULES } from './shared/yahoo-rules';

/** Yahoo Mail with AOL and Verizon, and the mailboxes it runs for Sky, Rogers and Frontier. yahoo.co.jp is another
 * company's. */
export const yahoo: Provider = {
  id: 'yahoo',
  name: 'Yahoo',
  kind: 'mailbox',
  mxSuffixes: ['.yahoodns.net', '.yahoo.com', '.mx.aol.com'],
  domains: names(`
    yahoo.com yahoo.at yahoo.be yahoo.bg yahoo.ca yahoo.ch yahoo.cl yahoo.cn yahoo.cz yahoo.de
    yahoo.dk yahoo.ee yahoo.es yahoo.fi yahoo.fr yahoo.gr yahoo.hr yahoo.hu yahoo.ie yahoo.in
    yahoo.it yahoo.lt yahoo.lv yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.rs yahoo.se
    yahoo.si yahoo.sk yahoo.co.id yahoo.co.il yahoo.co.in yahoo.co.kr yahoo.co.nz yahoo.co.th
    yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.co yahoo.com.hk
    yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw
    yahoo.com.ua yahoo.com.ve yahoo.com.vn ymail.com rocketmail.com myyahoo.com yahoomail.com
    y7mail.com kimo.com aol.com aol.at aol.be aol.co.nz aol.co.uk aol.com.ar aol.com.au aol.com.br
    aol.com.mx aol.cz aol.de aol.dk aol.es aol.fi aol.fr aol.hk aol.in aol.it aol.jp aol.kr aol.nl
    aol.pl aol.se aol.tw aim.com netscape.net netscape.com cs.com compuserve.com love.com games.com
    wow.com ygm.com verizon.net rogers.com sky.com frontier.com frontiernet.net
  `),
  postmaster: [
    { title: 'Yahoo Sender Hub', url: 'https://senders.yahooinc.com/' },
    { title: 'SMTP error codes', url: 'https://senders.yahooinc.com/smtp-error-codes/' },
    { title: 'Contact the postmaster', url: 'https://senders.yahooinc.com/contact/' },
  ],
  policyDates: [
    {
      from: '2024-02-01',
      title:
        'Sender requirements take effect: authentication and a low complaint rate, DMARC for bulk senders',
      requirements: ['spf', 'dkim', 'dmarc', 'reputation'],
      source: 'Yahoo Sender Hub: Sender requirements and recommendations',
    },
    {
      from: '2024-06-01',
      title: 'One-click unsubscription is due for bulk senders; no code tells of it',
      requirements: ['unsubscribe'],
      source: 'Yahoo Sender Hub: Sender requirements and recommendations',
    },
  ],
  rules: YAHOO_RULES,
};
