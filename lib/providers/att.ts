import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';
import { names } from './shared/names';
import { YAHOO_RULES } from './shared/yahoo-rules';

const row = rowsOf('att', {
  source: 'field knowledge: AT&T and Prodigy',
  verified: '2026-06-23',
});

/** AT&T's consumer domains. Their MX moved to hosts of Yahoo in June 2025; older answers come from Prodigy's. */
export const att: Provider = {
  id: 'att',
  name: 'AT&T',
  kind: 'mailbox',
  mxSuffixes: [
    { suffix: '.mx-att.mail.am0.yahoodns.net', from: '2025-06-01' },
    '.prodigy.net',
    '.att.net',
    '.sbcglobal.net',
    '.bellsouth.net',
  ],
  domains: names(`
    att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net snet.net flash.net nvbell.net
    prodigy.net wans.net currently.com worldnet.att.net
  `),
  postmaster: [
    { title: 'Yahoo Sender Hub', url: 'https://senders.yahooinc.com/' },
    { title: 'Removal from AT&T’s list (before June 2025)', url: 'mailto:abuse_rbl@abuse-att.net' },
  ],
  policyDates: [
    {
      from: '2025-06-01',
      title: 'The MX of AT&T’s domains move to Yahoo: its requirements and its codes hold from then on',
      requirements: ['spf', 'dkim', 'dmarc', 'reputation'],
      source: 'field knowledge: AT&T and Prodigy',
    },
  ],
  rules: [
    // 553 5.3.0 flpd575 DNSBL:RBL 521< 192.0.2.1 >_is_blocked.For assistance forward this error to abuse_rbl@abuse-att.net
    row('5.3.0-rbl', '', /DNSBL:(?:ATT)?RBL|abuse_rbl@/i, 'ip blocked', {
      title: 'Sending address on AT&T’s block list',
      fix: [
        { do: 'Find and stop the cause.' },
        {
          do: 'Forward the whole refusal; since June 2025 use Yahoo’s sender support instead.',
          copy: 'abuse_rbl@abuse-att.net',
        },
      ],
    }),
    // 554 [RL02] Message content not accepted for policy reasons
    row('RL', '', /\[RL\d\d\]/i, 'looks like spam', {
      title: 'Content not accepted (RL)',
      causes: ['Content', 'No DKIM signature of the From domain'],
    }),
    // 451 4.7.7 Excessive userid unknowns
    row('4.7.7', '4.7.7', null, 'unknown users'),
    row('userid-unknowns', '', /excessive userid unknowns/i, 'unknown users'),
    ...YAHOO_RULES,
  ],
};
