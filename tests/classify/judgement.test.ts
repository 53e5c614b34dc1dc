import { describe, expect, it } from 'vitest';
import { classify } from '@/lib/classify/classify';
import type { Refusal } from '@/lib/mail/verdict';

const judged = (refusal: Refusal | string) => {
  const { bounceType, action } = classify(typeof refusal === 'string' ? { response: refusal } : refusal);
  return [bounceType, action];
};

describe('giving an address up', () => {
  it.each([
    '550 5.1.1 User unknown',
    '550 User unknown',
    '550 5.2.1 mailbox is disabled',
    '554 5.0.0 no such user',
    '550 5.5.0 Requested action not taken: mailbox unavailable',
  ])('needs words and a permanent code: %s', (response) => {
    expect(judged(response)).toEqual(['hard', 'suppress']);
  });

  it.each(['User unknown', 'no such user here', 'mailbox is disabled'])(
    'never follows from words alone: %s',
    (response) => {
      expect(judged(response)[1]).toBe('investigate');
    },
  );

  it.each([
    ['550 5.7.1 User unknown', 'a policy code'],
    ['550 5.1.8 User unknown', "a code of the sender's address"],
    ['550 5.6.0 User unknown', 'a code of the content'],
    ['552 User unknown', 'a reply code of storage'],
    ['535 user unknown', 'a reply code of logins'],
  ])('never follows from words with the wrong code: %s (%s)', (response) => {
    expect(judged(response)[1]).not.toBe('suppress');
  });

  it.each(['450 4.1.1 User unknown', '450 User unknown', '421 mailbox is disabled'])(
    'never follows from a temporary code: %s',
    (response) => {
      expect(judged(response)).toEqual(['soft', 'retry']);
    },
  );
});

describe('hard or soft', () => {
  it('is decided by the reply code where the codes disagree', () => {
    expect(judged('421 5.7.32 From: header is not aligned')[0]).toBe('soft');
    expect(judged('551 4.7.17 mailbox owner has changed')[0]).toBe('hard');
  });

  it('is soft of a full mailbox and of a limit, whatever the code', () => {
    expect(judged('552 5.2.2 mailbox full')).toEqual(['soft', 'retry']);
    expect(judged('550 5.4.5 Daily sending quota exceeded')).toEqual(['soft', 'slow-down']);
  });

  it('is hard once the queue has given up, except where the cause passes by itself', () => {
    const response = '451 4.4.1 Connection timed out';
    expect(judged(response)[0]).toBe('soft');
    expect(judged({ response, final: true })[0]).toBe('hard');
    expect(judged('451 4.4.1 retry timeout exceeded')[0]).toBe('hard');
    expect(judged('4.4.7 Delivery time expired')[0]).toBe('hard');
    expect(judged({ response: '4.4.7 Delivery time expired', final: false })[0]).toBe('soft');
    expect(judged({ response: '452 4.2.2 mailbox full', final: true })[0]).toBe('soft');
  });

  it('follows the category where there is no code', () => {
    expect(judged('Connection timed out')[0]).toBe('soft');
    expect(judged('no such user')[0]).toBe('hard');
  });
});

it('leaves an acceptance alone', () => {
  expect(classify({ response: '250 2.0.0 OK, queued' })).toEqual({
    replyCode: 250,
    statusCode: '2.0.0',
    provider: null,
    category: null,
    bounceType: null,
    action: null,
    enforcement: false,
    rule: 'accepted',
  });
});

it('takes words before codes, codes before vague words, and the reply code last', () => {
  const rule = (response: string) => classify({ response }).rule;
  expect(rule('550 5.2.1 mailbox unavailable, your IP is blacklisted')).toBe('text/blocklist');
  expect(rule('550 5.1.1 rejected')).toBe('iana/5.1.1');
  expect(rule('550 rejected')).toBe('text/access-denied');
  expect(rule('554 5.0.0 .')).toBe('rfc5321/554');
});
