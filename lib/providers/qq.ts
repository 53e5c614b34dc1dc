import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('qq', {
  source: 'QQ Mail help: reasons of bounces (service.mail.qq.com)',
  verified: '2026-11-21',
});

export const qq: Provider = {
  id: 'qq',
  name: 'QQ Mail',
  kind: 'mailbox',
  mxSuffixes: ['.qq.com', '.qcloudmail.com'],
  domains: ['qq.com', 'vip.qq.com', 'foxmail.com'],
  postmaster: [{ title: 'QQ Mail Postmaster', url: 'https://openmail.mail.qq.com/' }],
  rules: [
    // 550 Mailbox not found. http://service.mail.qq.com/…
    row('not-found', '550', /mailbox not found|user not exist|该用户不存在|未开通QQ邮箱/i, 'unknown user'),
    // 550 Mailbox unavailable or access denied: the recipient gets too much mail just now
    row('mailbox-limited', '', /mailbox unavailable or access denied/i, 'mailbox receives too fast', {
      meaning:
        'The recipient gets so much mail at the moment that QQ refuses more for a time. It is not a dead address.',
    }),
    // 550 Ip frequency limited   550 Domain frequency limited   550 Sender frequency limited   550 Connection frequency limited
    row(
      'frequency',
      '',
      /(?:ip|domain|sender|connection|mailbox|user) frequency limited|temporarily limited/i,
      'throttled',
      {
        title: 'Frequency limited: by minute, hour or day',
      },
    ),
    // 550 Mail content denied
    row('content', '', /content denied|content reject/i, 'looks like spam'),
    row('suspected-bounce', '', /suspected bounce attack/i, 'mail flood', {
      title: 'Suspected bounce attack',
    }),
    // 550 Suspected spam ip   550 Suspected spam sender
    row('suspected-ip', '', /suspected spam ip|ip is denied/i, 'poor ip reputation', { action: 'fix' }),
    row('suspected', '', /suspected spam|domain is denied/i, 'poor domain reputation', { action: 'fix' }),
    row('connection-denied', '', /connection denied/i, 'ip blocked'),
    // 550 Mail is rejected by recipients
    row('by-recipient', '', /rejected by recipients?/i, 'recipient policy', {
      title: 'Refused by a rule of the recipient',
    }),
    row('spf', '', /SPF check failed/i, 'spf failed'),
    row('dkim', '', /DKIM check failed/i, 'dkim failed'),
    row('dmarc', '', /DMARC check failed/i, 'dmarc failed'),
    // 550 Domain may not exist or DNS check failed: the sender's
    row('sender-domain', '', /domain may not exist or dns check failed/i, 'bad sender address', {
      title: 'QQ found no DNS records of the sending domain',
    }),
    row('sender', '', /invalid sender|sender address/i, 'bad sender address'),
    row('syntax', '501', /bad address syntax/i, 'bad recipient syntax'),
    row('full', '', /收件人空间不足|mailbox (?:is )?full/i, 'mailbox full'),
  ],
};
