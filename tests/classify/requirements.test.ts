import { expect, it } from 'vitest';
import { ENTRIES } from '@/lib/classify/dictionary';
import { isToldByCodes, REQUIREMENTS_BY_RULE, requirementsOf } from '@/lib/classify/requirements';
import { REQUIREMENTS } from '@/lib/mail/category';

it('every enforcement rule names the requirement that it enforces', () => {
  const enforcing = ENTRIES.filter(({ rule }) => rule.enforcement);
  expect(enforcing.length).toBeGreaterThan(100);
  expect(
    enforcing.filter(({ rule }) => requirementsOf(rule).length === 0).map(({ rule }) => rule.id),
  ).toEqual([]);
});

it('no rule names a requirement twice', () => {
  for (const [id, told] of REQUIREMENTS_BY_RULE) expect(new Set(told).size, id).toBe(told.length);
});

it.each([
  ['gmail/5.7.26', ['spf', 'dkim']],
  ['gmail/4.7.27', ['spf']],
  ['gmail/5.7.30', ['dkim']],
  ['gmail/5.7.26-dmarc', ['dmarc']],
  ['gmail/4.7.32', ['alignment']],
  ['gmail/5.7.25', ['ptr']],
  ['gmail/5.7.29', ['tls']],
  ['gmail/4.7.28-ip', ['rate']],
  ['microsoft/5.7.515', ['dmarc']],
  ['microsoft/S3140', ['reputation']],
  ['yahoo/5.7.9', ['dmarc']],
])('%s is about %j', (id, told) => {
  expect(REQUIREMENTS_BY_RULE.get(id)).toEqual(told);
});

it.each(['iana/5.1.1', 'iana/5.2.2', 'gmail/5.1.1'])('%s is about the recipient', (id) => {
  expect(ENTRIES.some(({ rule }) => rule.id === id)).toBe(true);
  expect(REQUIREMENTS_BY_RULE.has(id)).toBe(false);
});

it('the receiving server’s own faults with TLS are no requirement on the sender', () => {
  const broken = ENTRIES.filter(({ rule }) => rule.requirement !== null && rule.fixedBy !== 'you');
  expect(broken.length).toBeGreaterThan(0);
  for (const { rule } of broken) expect(requirementsOf(rule), rule.id).toEqual([]);
});

it('all but one-click unsubscription can be told from codes', () => {
  expect(REQUIREMENTS.filter((requirement) => !isToldByCodes(requirement))).toEqual(['unsubscribe']);
});
