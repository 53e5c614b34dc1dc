import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('yandex', {
  source: 'Yandex Mail: Report on non-delivery to Yandex (yandex.com/support/mail/bounces/yandex)',
  verified: '2026-11-21',
});

export const yandex: Provider = {
  id: 'yandex',
  name: 'Yandex',
  kind: 'mailbox',
  mxSuffixes: ['.yandex.net', '.yandex.ru', '.yandex.com'],
  domains: [
    'yandex.ru',
    'yandex.com',
    'ya.ru',
    'yandex.by',
    'yandex.kz',
    'yandex.ua',
    'yandex.com.tr',
    'narod.ru',
  ],
  postmaster: [
    { title: 'Yandex Postmaster', url: 'https://postmaster.yandex.ru/' },
    { title: 'Requirements for mailings', url: 'https://yandex.com/support/mail/spam/honest-mailers.html' },
  ],
  rules: [
    // 550 5.7.1 No such user!
    row('no-such-user-5.7.1', '5.7.1', /no such user/i, 'unknown user', {
      action: 'investigate',
      meaning:
        'The address does not exist at Yandex; it says so with a code of policy, so confirm before you give it up.',
    }),
    row('no-such-user', '550', /no such user|no correct recipients/i, 'unknown user'),
    // 550 5.7.1 Policy rejection on the target address
    row('target-policy', '', /policy rejection on the target address/i, 'mailbox disabled', {
      title: 'The recipient’s account is blocked',
      action: 'investigate',
    }),
    // 554 5.7.1 Message rejected under suspicion of SPAM
    row('spam', '', /suspicion of spam/i, 'looks like spam'),
    // 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using spamsource.mail.yandex.ru
    row('statistics', '', /spamsource|spam statistics/i, 'ip blocked', {
      title: 'Sending address blocked for 24 hours',
      meaning: 'Only spam came from this address in Yandex’s statistics; the block ends after 24 hours.',
    }),
    // 451 4.7.1 / 450 4.2.1 The recipient has exceeded their message rate limit. Try again later.
    row('recipient-rate', '', /recipient has exceeded .{0,20}rate limit/i, 'mailbox receives too fast'),
    row(
      'unavailable',
      '421 450 451',
      /service (?:is )?(?:currently )?(?:un|not )available|come back later/i,
      'system takes no mail now',
    ),
    row('size', '', /mailbox size (?:limit )?exceeded/i, 'mailbox full'),
    row('virus', '', /infected by virus/i, 'virus'),
    row('dmarc', '', /\bDMARC\b/i, 'dmarc failed'),
  ],
};
