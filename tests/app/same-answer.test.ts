import { describe, expect, it } from 'vitest';
import { answerShape } from '@/app/_findings/same-answer';

const same = (a: string, b: string) => expect(answerShape(a)).toBe(answerShape(b));

describe('answers that say the same', () => {
  it('differ in Gmail’s message id only', () => {
    same(
      '421 4.7.27 SPF did not pass https://support.google.com/mail?p=a iiu3dutfhbnd7r.553 - gsmtp',
      '421 4.7.27 SPF did not pass https://support.google.com/mail?p=a xpssyapafhun - gsmtp',
    );
  });

  it('name other addresses, hosts and queue ids', () => {
    same(
      '550 5.1.1 <jane@example.com>: User unknown (4f3c2a) at [192.0.2.1]',
      '550 5.1.1 <kim@example.net>: User unknown (99ab01) at [2001:db8::1]',
    );
  });

  it('do not differ in words', () => {
    expect(answerShape('550 5.7.1 blocked')).not.toBe(answerShape('550 5.7.1 greylisted'));
  });
});
