import { describe, expect, it } from 'vitest';
import { type Given, meaningGiven } from '@/app/_panels/meaning-given';

const given = (provider: string, statusCode: string, rule: string, events: number): Given => ({
  provider,
  statusCode,
  replyCode: null,
  rule,
  events,
});
const SPF = given('gmail', '4.7.27', 'gmail/4.7.27', 90);

describe('the meaning of a code', () => {
  it('is the provider’s that gave it, not the registry’s', () => {
    expect(meaningGiven('4.7.27', [SPF])?.title).toBe('SPF did not pass');
  });

  it('is the most frequent one of several at one provider', () => {
    const answers = [
      given('gmail', '4.7.28', 'gmail/4.7.28-netblock', 40),
      given('gmail', '4.7.28', 'gmail/4.7.28-ip', 60),
    ];
    expect(meaningGiven('4.7.28', answers)?.id).toBe('gmail/4.7.28-ip');
  });

  it('is the dominant one of several providers', () => {
    const others = given('other', '4.7.27', 'iana/4.7.27', 22);
    expect(meaningGiven('4.7.27', [SPF, others])?.title).toBe('SPF did not pass');
  });

  it('is the registry’s where providers differ and none prevails', () => {
    const answers = [SPF, given('other', '4.7.27', 'iana/4.7.27', 23)];
    expect(meaningGiven('4.7.27', answers)?.id).toBe('iana/4.7.27');
  });

  it('is one where several rules say the same', () => {
    const answers = [
      given('gmail', '4.2.2', 'gmail/4.2.2', 50),
      given('comcast', '4.2.2', 'text/mailbox-full', 50),
    ];
    expect(meaningGiven('4.2.2', answers)?.title).toBe('Mailbox full');
  });

  it('is the registry’s of what was not given, or was given by a rule that is gone', () => {
    expect(meaningGiven('4.7.27', [])?.id).toBe('iana/4.7.27');
    expect(meaningGiven('5.1.1', [given('gmail', '5.1.1', 'gone/rule', 9)])?.id).toBe('iana/5.1.1');
  });

  it('knows an answer without an enhanced code by its reply code', () => {
    const answer = { ...given('other', '', 'text/greylisting', 5), statusCode: null, replyCode: 451 };
    expect(meaningGiven('451', [answer])?.id).toBe('text/greylisting');
  });
});
