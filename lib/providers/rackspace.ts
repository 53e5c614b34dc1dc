import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('rackspace', {
  source: 'Rackspace: Common email bounce messages (docs.rackspace.com/docs/common-email-bounces)',
  verified: '2026-11-21',
});

export const rackspace: Provider = {
  id: 'rackspace',
  name: 'Rackspace Email',
  kind: 'mailbox',
  mxSuffixes: ['.emailsrvr.com'],
  domains: [],
  postmaster: [
    { title: 'Common bounce messages', url: 'https://docs.rackspace.com/docs/common-email-bounces' },
    { title: 'Postmaster', url: 'mailto:postmaster@emailsrvr.com' },
  ],
  rules: [
    // 451 4.3.0 <mx.example.com[192.0.2.1]>: Client host rejected: Throttled - Too much spam from your mail server.
    row('throttled', '', /throttled|too much spam from your mail ?server/i, 'throttled', {
      requirement: 'reputation',
    }),
    row('recipient-rate', '', /mailbox received too much/i, 'mailbox receives too fast'),
    row('ptr', '', /has no PTR|reverse (?:DNS|hostname)/i, 'no reverse dns'),
  ],
};
