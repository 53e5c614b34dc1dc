import { describe, expect, test } from 'vitest';
import { classifyEvent } from '@/lib/classify/classify-event';
import { type OwnRule, OwnRuleForm } from '@/lib/classify/own-rule';
import { withOwnRules } from '@/lib/classify/own-rules';
import { CATEGORIES } from '@/lib/mail/category';
import { type DeliveryEvent, deliveryEvent } from '@/lib/mail/delivery-event';

const failure = (diagnostic: string, known: Partial<DeliveryEvent> = {}) =>
  deliveryEvent({ position: 0, at: 0, outcome: 'bounced', diagnostic, ...known });

const RULE: OwnRule = {
  id: 1,
  pattern: 'moon is full',
  replyCodes: [],
  statusCodes: [],
  provider: null,
  category: 'policy',
  action: 'fix',
  bounceType: null,
};
const judge = (rule: Partial<OwnRule>, event: DeliveryEvent) => withOwnRules([{ ...RULE, ...rule }])(event);

describe('own rules', () => {
  test('say what the dictionary does not know', () => {
    const event = failure('550 Not tonight: the Moon is full');
    expect(judge({}, event)).toMatchObject({
      rule: 'own/1',
      category: 'policy',
      action: 'fix',
      bounceType: 'hard',
    });
  });

  test('leave everything else to the dictionary', () => {
    const event = failure('550 5.1.1 User unknown');
    expect(judge({}, event)).toEqual(classifyEvent(event));
    expect(withOwnRules([])).toBe(classifyEvent);
  });

  test('come before the rules of providers, the newest first', () => {
    const event = failure('550-5.1.1 The email account that you tried to reach does not exist. gsmtp', {
      mxHost: 'gmail-smtp-in.l.google.com',
    });
    const rules = [1, 2].map((id) => ({ ...RULE, id, pattern: null, statusCodes: ['5.1.1'] }));
    expect(withOwnRules(rules)(event).rule).toBe('own/2');
    expect(withOwnRules([...rules].reverse())(event).rule).toBe('own/2');
  });

  test.each<[string, Partial<OwnRule>, boolean]>([
    ['another provider', { provider: 'yahoo' }, false],
    ['its provider', { provider: 'gmail' }, true],
    ['another reply code', { replyCodes: [554] }, false],
    ['one of its reply codes', { replyCodes: [554, 550] }, true],
    ['another status code', { statusCodes: ['5.7.2'] }, false],
    ['either class of a code', { statusCodes: ['X.7.1'] }, true],
    ['a code within a range', { statusCodes: ['5.7.0-9'] }, true],
    ['no pattern', { pattern: null, replyCodes: [550] }, true],
  ])('hold to their conditions: %s', (_, rule, matches) => {
    const event = failure('550 5.7.1 the moon is full', { mxHost: 'aspmx.l.google.com' });
    expect(judge(rule, event).rule === 'own/1').toBe(matches);
  });

  test('do not touch what was delivered or complained about', () => {
    for (const outcome of ['delivered', 'complained'] as const) {
      expect(judge({}, failure('250 the moon is full', { outcome })).rule).toBe('accepted');
    }
  });
});

describe('what holds for all rules', () => {
  const dead: Partial<OwnRule> = { category: 'invalid-address', action: 'suppress' };

  test('words alone never give an address up', () => {
    expect(judge(dead, failure('the moon is full')).action).toBe('investigate');
    expect(judge(dead, failure('550 the moon is full')).action).toBe('suppress');
  });

  test('codes of policy never do, not even where the rule names them', () => {
    for (const rule of [
      dead,
      { ...dead, statusCodes: ['5.7.1'] },
      { ...dead, pattern: null, replyCodes: [550] },
    ])
      expect(judge(rule, failure('550 5.7.1 the moon is full')).action).toBe('investigate');
  });

  test('a temporary code is soft and suppresses nothing, unless the message was given up', () => {
    const event = failure('450 4.1.1 the moon is full', { outcome: 'deferred' });
    expect(judge({ ...dead, bounceType: 'hard' }, event)).toMatchObject({
      bounceType: 'soft',
      action: 'retry',
    });
    expect(judge({ bounceType: 'hard' }, { ...event, outcome: 'bounced' }).bounceType).toBe('hard');
  });
});

describe('the form', () => {
  const FILLED_IN = {
    name: 'Moon',
    pattern: 'moon (is|was) full',
    codes: '550, 5.7.1 X.7.26 5.7.606-649',
    provider: 'gmail',
    category: 'policy',
    action: 'fix',
    bounceType: '',
    note: '',
  };
  const faults = (form: Partial<typeof FILLED_IN>) =>
    OwnRuleForm.safeParse({ ...FILLED_IN, ...form }).error?.issues.map(({ path, message }) => [
      path[0],
      message,
    ]);

  test('becomes a rule', () => {
    expect(OwnRuleForm.parse(FILLED_IN)).toEqual({
      name: 'Moon',
      pattern: 'moon (is|was) full',
      replyCodes: [550],
      statusCodes: ['5.7.1', 'X.7.26', '5.7.606-649'],
      provider: 'gmail',
      category: 'policy',
      action: 'fix',
      bounceType: null,
      note: '',
    });
  });

  test.each<[Partial<typeof FILLED_IN>, string, RegExp]>([
    [{ name: ' ' }, 'name', /give it a name/],
    [{ pattern: 'moon (is' }, 'pattern', /missing closing \)/],
    [{ pattern: '(?=moon)' }, 'pattern', /unsupported Perl syntax/],
    [{ pattern: '.*' }, 'pattern', /matches every text/],
    [{ pattern: '(?:moon){700}' }, 'pattern', /too large/],
    [{ pattern: '', codes: '' }, 'pattern', /a pattern, a code, or both/],
    [{ codes: '550 banana' }, 'codes', /"banana" is neither/],
    [{ codes: '250' }, 'codes', /"250" is neither/],
    [{ provider: 'banana' }, 'provider', /./],
  ])('says what is wrong with %o', (form, field, message) => {
    expect(faults(form)).toEqual([[field, expect.stringMatching(message)]]);
  });

  test.each(CATEGORIES)('suppresses for no other cause than a dead mailbox: %s', (category) => {
    const allowed = ['invalid-address', 'mailbox-disabled'].includes(category);
    expect(faults({ category, action: 'suppress' }) === undefined).toBe(allowed);
  });
});
