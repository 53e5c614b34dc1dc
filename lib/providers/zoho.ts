import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('zoho', {
  source: 'field knowledge; see Zoho Mail: SMTP errors and bounces (zoho.com/mail/help)',
  verified: '2026-11-21',
});

export const zoho: Provider = {
  id: 'zoho',
  name: 'Zoho Mail',
  kind: 'mailbox',
  mxSuffixes: ['.zoho.com', '.zoho.eu', '.zoho.in', '.zoho.com.au', '.zoho.jp', '.zohocloud.ca', '.zoho.sa'],
  domains: ['zoho.com', 'zohomail.com', 'zohomail.eu', 'zohomail.in', 'zoho.eu'],
  postmaster: [{ title: 'Zoho Mail: bounces', url: 'https://www.zoho.com/mail/help/email-delivery.html' }],
  rules: [
    // 550 5.4.6 Unusual sending activity detected. Please try after sometime
    row('unusual-activity', '', /unusual sending activity/i, 'sending account blocked'),
    // 554 5.1.8 Email Outgoing Blocked
    row('outgoing-blocked', '', /outgoing blocked/i, 'sending account blocked'),
    // 541 5.4.1 Mail rejected by destination domain
    row('541', '541 5.4.1', null, 'recipient policy', { title: 'Refused by a rule of the recipient domain' }),
    // 550 5.7.7 Email policy violation detected
    row('policy', '', /email policy violation/i, 'looks like spam'),
    row('user', '550 5.1.1', /user does not exist|invalid recipient/i, 'unknown user'),
    row('greylist', '421 450 451', /gr[ea]ylist/i, 'greylisted'),
  ],
};
