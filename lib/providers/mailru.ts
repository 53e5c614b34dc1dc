import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('mailru', {
  source:
    'field knowledge; see Mail.ru help: errors of sending and Postmaster (help.mail.ru, postmaster.mail.ru)',
  verified: '2026-11-21',
});

export const mailru: Provider = {
  id: 'mailru',
  name: 'Mail.ru',
  kind: 'mailbox',
  mxSuffixes: ['.mail.ru', '.biz.mail.ru'],
  domains: ['mail.ru', 'bk.ru', 'list.ru', 'inbox.ru', 'internet.ru', 'xmail.ru', 'mail.ua', 'vk.com'],
  postmaster: [
    { title: 'Mail.ru Postmaster', url: 'https://postmaster.mail.ru/' },
    { title: 'Requirements for senders', url: 'https://help.mail.ru/developers/mailing_rules/technical' },
  ],
  rules: [
    // 550 Message was not accepted -- invalid mailbox. Local mailbox user@example.com is unavailable: user is terminated
    row(
      'terminated',
      '550',
      /user is terminated|account is (?:disabled|blocked)|mailbox is (?:disabled|blocked|frozen)/i,
      'mailbox disabled',
    ),
    // … Local mailbox user@example.com is unavailable: quota exceeded
    row('unavailable-quota', '550 552', /is unavailable: .{0,40}(?:quota|full)/i, 'mailbox full'),
    // … Local mailbox user@example.com is unavailable: user not found
    row('unknown', '550', /invalid mailbox|user not found|no such user/i, 'unknown user'),
    // 550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=…
    row(
      'spam',
      '',
      /spam message (?:rejected|discarded)|notspam-support|looks like spam/i,
      'looks like spam',
      {
        fix: [
          { do: 'Open the link in the refusal: the form there sends the sample to the filter’s people.' },
        ],
      },
    ),
    // 550 5.7.1 This message was not accepted due to domain owner DMARC policy
    row('dmarc', '', /\bDMARC\b/i, 'dmarc failed'),
    // 550 We do not accept mail from hosts with dynamic IP or generic DNS PTR-records
    row('dynamic', '', /dynamic IP or generic|generic DNS PTR/i, 'dynamic address'),
    row(
      'rate',
      '421 450 451',
      /ratelimit|rate limit|too many (?:messages|connections|recipients)/i,
      'throttled',
    ),
    row('greylist', '421 450 451', /gr[ea]ylist|try again later/i, 'greylisted'),
    row('account', '550', /sending for this account is disabled/i, 'sending account blocked'),
    row('quota', '', /quota exceeded|mailbox full/i, 'mailbox full'),
  ],
};
