import { expect, it } from 'vitest';
import { ENTRIES } from '@/lib/classify/dictionary';
import { GENERAL_RULES } from '@/lib/classify/general-rules';
import { requiredWords } from '@/lib/classify/required-words';
import { ruleList } from '@/lib/classify/rule-list';
import { readReply } from '@/lib/mail/reply';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { refusals } from '../bench/refusal-generator';

it('answers as a plain loop over the rules does', () => {
  const rules = ENTRIES.map(({ rule }) => rule);
  const list = ruleList(rules);
  for (const { response } of refusals(300, 7)) {
    const reply = readReply(response);
    const status = reply.statusCode === null ? null : parseStatusCode(reply.statusCode);
    const plain = rules.filter(
      (rule) =>
        (!rule.replyCodes || (reply.replyCode !== null && rule.replyCodes.includes(reply.replyCode))) &&
        (!rule.statusCodes ||
          (status && rule.statusCodes.some((code) => speaksOf(parseStatusCodePattern(code), status)))) &&
        (!rule.text || rule.text.test(reply.text)),
    );
    expect(list.all(reply, null).map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
    expect(list.first(reply, null)).toBe(plain[0] ?? null);
  }
});

it('tries a rule only while it was in force', () => {
  const [rule] = GENERAL_RULES;
  const list = ruleList([{ ...rule!, text: /expired/i, validFrom: '2024-01-01', validUntil: '2025-01-01' }]);
  const reply = readReply('message expired');
  expect(list.first(reply, Date.UTC(2023, 5))).toBeNull();
  expect(list.first(reply, Date.UTC(2024, 5))).not.toBeNull();
  expect(list.first(reply, Date.UTC(2025, 5))).toBeNull();
  expect(list.first(reply, null)).not.toBeNull();
});

it.each<[RegExp, readonly string[] | null]>([
  [/user unknown/, ['user unknown']],
  [/\b(?:no|not) such user\b/, [' such user']],
  [/\bover ?-?quota\b/, ['quota']],
  [/grey ?list|postgrey/, ['grey', 'postgrey']],
  [/too many (?:\w+ ){0,3}connections/, ['connections']],
  [/(?:blocked|banned)\b/, ['blocked', 'banned']],
  [/(?:blocked)?/, null],
  [/\d{3}|unknown/, null],
  [/spam(?!haus)/, ['spam']],
  [/a\.b\/c\u00e9d/, ['a.b/céd']],
])('%s needs one of the words %j', (pattern, words) => {
  expect(requiredWords(pattern)).toEqual(words);
});
