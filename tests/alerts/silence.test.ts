import { expect, test } from 'vitest';
import { isSilenced, type Matcher } from '@/lib/alerts/silence';

const ALERT = {
  rule: 'Hard bounces above 2%',
  severity: 'warning',
  series: 'provider=gmail,sending-domain=news.example.com',
};
const is = (name: Matcher['name'], value: string): Matcher => ({ name, operator: 'is', value });
const isNot = (name: Matcher['name'], value: string): Matcher => ({ name, operator: 'is-not', value });

test.each<[string, Matcher[], boolean]>([
  ['a provider', [is('provider', 'gmail')], true],
  ['another provider', [is('provider', 'yahoo')], false],
  ['in any case', [is('provider', 'GMail')], true],
  ['a domain and its subdomains', [is('sending-domain', '*.example.com')], true],
  ['parts in order', [is('sending-domain', 'n*ex*om')], true],
  ['parts out of order', [is('sending-domain', 'n*com*ex*om')], false],
  ['ends that overlap', [is('provider', 'gmai*ail')], false],
  ['dots are dots', [is('sending-domain', 'newsXexample.com')], false],
  ['all must hold', [is('provider', 'gmail'), is('severity', 'critical')], false],
  ['the rule', [is('rule', 'Hard bounces*'), is('severity', 'warning')], true],
  ['all but one provider', [isNot('provider', 'yahoo')], true],
  ['a label that the alert does not have', [is('sending-ip', '*')], false],
  ['or must not have', [isNot('sending-ip', '192.0.2.1')], true],
  ['nothing at all', [], false],
])('%s', (_, matchers, expected) => {
  expect(isSilenced(ALERT, [{ matchers, from: 0, until: 100 }], 50)).toBe(expected);
});

test.each([
  [9, false],
  [10, true],
  [19, true],
  [20, false],
])('from 10 until 20: at %i', (at, expected) => {
  expect(isSilenced(ALERT, [{ matchers: [is('provider', 'gmail')], from: 10, until: 20 }], at)).toBe(
    expected,
  );
});
