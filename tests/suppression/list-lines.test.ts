import { describe, expect, test } from 'vitest';
import { AUDIT_VERDICTS, auditVerdict, isToReinstate } from '@/lib/suppression/audit-verdict';
import { addressColumnOf, addressIn } from '@/lib/suppression/list-lines';

describe('a list, however it is written', () => {
  test.each<[string, string, string, string | null]>([
    ['a bare list', 'ana@example.net', 'bob@example.net', 'bob@example.net'],
    ['SES', 'ana@example.net,BOUNCE', 'Bob@Example.NET,COMPLAINT', 'bob@example.net'],
    [
      'Mailgun',
      'address,code,error,created_at',
      'bob@example.net,550,"550 5.1.1 <eve@example.net>, unknown","Fri, 21 Oct 2011 11:02:55 +0000"',
      'bob@example.net',
    ],
    [
      'SparkPost, the sender before it',
      'from,recipient,type',
      'us@shop.example,bob@example.net,transactional',
      'bob@example.net',
    ],
    ['semicolons', 'CREATED;EMAIL', '"2026-01-01; 10:00";"bob+tag@example.net"', 'bob+tag@example.net'],
    ['tabs', 'reason\tEmail Address', 'hard bounce\tbob@example.net', 'bob@example.net'],
    [
      'JSON lines',
      '{"email":"ana@example.net"}',
      '{"reason":"bounce","email":"bob@example.net"}',
      'bob@example.net',
    ],
    ['an empty column', 'email,reason', ',bounce eve@example.net', null],
    ['no address', 'note', 'nobody at all', null],
  ])('%s', (_, first, line, expected) => {
    expect(addressIn(line, addressColumnOf(first))).toBe(expected);
  });
});

describe('what a list should do with an address', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 2, number));
  const NOTHING = { state: null, since: null, category: null, bouncedAt: null, deliveredAt: null };
  const dead = {
    ...NOTHING,
    state: 'suppressed',
    since: day(1),
    category: 'invalid-address',
    bouncedAt: day(1),
  };
  test.each<[string, Parameters<typeof auditVerdict>[0], string]>([
    ['a dead address', dead, 'rightly'],
    ['a complaint, with mail delivered before', { ...dead, bouncedAt: null, deliveredAt: day(0) }, 'rightly'],
    ['a complaint, with mail delivered after', { ...dead, bouncedAt: null, deliveredAt: day(3) }, 'rightly'],
    ['a dead address that took mail later', { ...dead, deliveredAt: day(3) }, 'delivered'],
    ['policy', { ...NOTHING, category: 'authentication', bouncedAt: day(1) }, 'wrongly'],
    [
      'a blocklist, and delivered before',
      { ...NOTHING, category: 'blocklist', bouncedAt: day(2), deliveredAt: day(1) },
      'wrongly',
    ],
    [
      'policy, and delivered since',
      { ...NOTHING, category: 'policy', bouncedAt: day(1), deliveredAt: day(2) },
      'delivered',
    ],
    [
      'full once',
      { ...NOTHING, state: 'watched', category: 'mailbox-full', bouncedAt: day(1) },
      'not-enough',
    ],
    ['reinstated by hand', { ...dead, state: 'reinstated' }, 'reinstated'],
    ['nobody knows', NOTHING, 'unknown'],
    ['delivered, never bounced', { ...NOTHING, deliveredAt: day(1) }, 'delivered'],
  ])('%s', (_, known, verdict) => {
    expect(auditVerdict(known)).toBe(verdict);
  });

  test('only what is plainly wrong is to be reinstated', () => {
    expect(AUDIT_VERDICTS.filter(({ id }) => isToReinstate(id)).map(({ id }) => id)).toEqual([
      'wrongly',
      'delivered',
      'reinstated',
    ]);
  });
});
