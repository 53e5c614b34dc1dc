import { expect, it } from 'vitest';
import { classify } from '@/lib/classify/classify';
import { explainVerdict } from '@/lib/classify/explain-verdict';
import { refusals } from '../bench/refusal-generator';

it('says what decided, by which words, and what lost', () => {
  const { verdict, decided, lost, registry } = explainVerdict({
    response: '550 5.2.1 mailbox unavailable, your IP 192.0.2.1 is blacklisted',
  });
  expect(verdict.rule).toBe('text/blocklist');
  expect(decided).toMatchObject({ words: 'blacklisted', rule: { id: 'text/blocklist' } });
  expect(lost.map(({ rule }) => rule.id)).toContain('iana/5.2.1');
  expect(registry?.id).toBe('iana/5.2.1');
});

it("tells a provider's meaning, the registry's and that of others apart", () => {
  const gmail = { response: '550-5.7.27 SPF did not pass - gsmtp', mxHost: 'aspmx.l.google.com' };
  expect(explainVerdict(gmail)).toMatchObject({
    verdict: { provider: 'gmail', category: 'authentication', enforcement: true },
    registry: { id: 'iana/5.7.27' },
  });
  const other = explainVerdict({ response: '550 5.7.27 null MX of the sender', mxHost: 'mx.example.com' });
  expect(other.elsewhere.map(({ provider }) => provider.id)).toContain('gmail');
});

it('has nothing to say where no rule matched or nothing was refused', () => {
  expect(explainVerdict({ response: 'Something went wrong' })).toMatchObject({ decided: null, lost: [] });
  expect(explainVerdict({ response: '250 OK' })).toMatchObject({ decided: null, lost: [] });
});

it('explains the verdict that was given', () => {
  for (const refusal of refusals(200, 11)) {
    const { verdict, decided } = explainVerdict(refusal);
    expect(verdict).toEqual(classify(refusal));
    expect(decided?.rule.id).toBe(verdict.rule);
  }
});
