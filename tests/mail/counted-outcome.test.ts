import { expect, test } from 'vitest';
import { countedOutcome } from '@/lib/mail/counted-outcome';

const delivered = { outcome: 'delivered', mxHost: 'localhost', mxIp: '127.0.0.1', diagnostic: null } as const;

test.each([
  // amavis hands back what it was given, by SMTP and by LMTP
  ['250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4C1234', 'relayed'],
  ['250 OK id=1rfxyz-00000000Abc-1xYz', 'relayed'],
  ['k8J3kq021119 Message accepted for delivery', 'relayed'],
  [null, 'relayed'],
  // Dovecot, Cyrus: the mail has arrived
  ['250 2.0.0 <jane@example.com> mF2xBzQ8k2XaBwAA Saved', 'delivered'],
  ['250 2.1.5 Ok SESSIONID=<mail.example.com-1700000000-1>', 'delivered'],
] as const)('on this machine: %s', (diagnostic, counted) => {
  expect(countedOutcome({ ...delivered, diagnostic })).toBe(counted);
});

test.each([
  ['localhost', null, 'relayed'],
  ['filter.example.com', '127.0.0.2', 'relayed'],
  [null, '::1', 'relayed'],
  ['mx.example.org', '192.0.2.1', 'delivered'],
  ['mx.example.org', '2001:db8::1', 'delivered'],
  // A delivery into a local mailbox names no host.
  [null, null, 'delivered'],
])('at %s [%s]', (mxHost, mxIp, counted) => {
  expect(countedOutcome({ ...delivered, mxHost, mxIp })).toBe(counted);
});

test.each([
  ['forwarded as 4C12345678', 'relayed'],
  ['delivered via spamassassin service', 'relayed'],
  ['delivered via filter service', 'relayed'],
  ['delivered via dovecot service', 'delivered'],
  ['delivered to maildir', 'delivered'],
  ['delivered to command: procmail', 'delivered'],
])('within Postfix: %s', (diagnostic, counted) => {
  expect(countedOutcome({ ...delivered, mxHost: null, mxIp: null, diagnostic })).toBe(counted);
});

test.each(['deferred', 'bounced', 'complained', 'suppressed', 'discarded'] as const)(
  'what is %s by a filter stays so',
  (outcome) => {
    expect(countedOutcome({ ...delivered, outcome })).toBe(outcome);
  },
);
