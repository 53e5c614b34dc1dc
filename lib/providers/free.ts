import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('free', {
  source: 'postmaster.free.fr: Problème d’envoi vers Free.fr ?',
  verified: '2026-11-21',
});

export const free: Provider = {
  id: 'free',
  name: 'Free',
  kind: 'mailbox',
  mxSuffixes: ['.free.fr', '.proxad.net'],
  domains: ['free.fr', 'aliceadsl.fr', 'libertysurf.fr', 'freesbee.fr'],
  postmaster: [{ title: 'Free Postmaster', url: 'https://postmaster.free.fr/' }],
  rules: [
    // 550 spam detected
    row('spam', '', /spam detected/i, 'looks like spam', {
      meaning: 'The filter judged the message to be spam; each one adds to the statistics of your address.',
    }),
    // 451 too many errors from your ip (192.0.2.1), please visit http://postmaster.free.fr/
    row('errors', '', /too many errors from your ip/i, 'unknown users', {
      title: 'Blocked for a time: too many errors from your address',
      meaning:
        'Too many unknown recipients or spams came from your address; the block ends after 24 hours at most.',
      fix: [{ do: 'See whether and how long the address is blocked.', copy: 'https://postmaster.free.fr/' }],
    }),
    row('connections', '421 451', /too many (?:connections|messages|sessions)/i, 'too many connections'),
    // 550 5.2.1 This mailbox has been blocked due to inactivity
    row('inactive', '550 5.2.1', /blocked due to inactivity/i, 'mailbox disabled'),
  ],
};
