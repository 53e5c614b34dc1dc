import { REMEDIES } from '@/lib/mail/remedies';
import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('t-online', {
  source: 'postmaster.t-online.de: Notes for mail server operators (§4.1, §4.6, §4.7)',
  verified: '2026-11-21',
});

/** T-Online takes mail from known servers only, and names the reason in brackets at the end. */
export const tOnline: Provider = {
  id: 't-online',
  name: 'T-Online',
  kind: 'mailbox',
  mxSuffixes: ['.t-online.de'],
  domains: ['t-online.de', 'magenta.de'],
  postmaster: [{ title: 'T-Online Postmaster', url: 'https://postmaster.t-online.de/' }],
  rules: [
    // 554 IP=192.0.2.1 - Dialup/transient IP not allowed. Use a mailgateway or contact … if obsolete. (DIAL)
    row('DIAL', '', /\(DIAL\)|dialup\/transient/i, 'dynamic address'),
    // 554 IP=192.0.2.1 - None/bad reputation. Ask your postmaster for help or to contact … for reset. (NOWL)
    row('NOWL', '', /\(NOWL\)|none\/bad reputation/i, 'poor ip reputation', {
      title: 'Sending address unknown, or of poor reputation (NOWL)',
      action: 'fix',
      fix: [
        {
          do: 'Give the host a telling name with forward and reverse DNS, and a web page there that says who runs it.',
        },
        { do: 'Write from the postmaster address with host name and address.', copy: 'tobr@rx.t-online.de' },
        ...REMEDIES.ptr,
      ],
    }),
    // 554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact … to clarify.) (BL)
    row('BL', '', /\(BL\)|A problem occurred/i, 'ip blocked', {
      title: 'Sending address blocked (BL)',
      fix: [
        { do: 'Find and stop the cause.' },
        {
          do: 'Give the host a telling name with forward and reverse DNS, and a web page there that says who runs it.',
        },
        { do: 'Write from the postmaster address with host name and address.', copy: 'tosa@rx.t-online.de' },
      ],
    }),
    row(
      'user',
      '550 553',
      /unknown (?:user|recipient)|user unknown|recipient unknown|no such user/i,
      'unknown user',
    ),
  ],
};
