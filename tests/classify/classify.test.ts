import { expect, it } from 'vitest';
import { classify } from '@/lib/classify/classify';
import { classifyEvent } from '@/lib/classify/classify-event';
import { VerdictCache } from '@/lib/classify/verdict-cache';
import { deliveryEvent } from '@/lib/mail/delivery-event';

it('never mixes up verdicts that differ in something besides the words', () => {
  const response = '550 5.7.27 refused';
  const plain = classify({ response });
  const gmail = classify({ response, mxHost: 'aspmx.l.google.com' });
  expect(gmail.rule).not.toBe(plain.rule);
  expect(classify({ response })).toEqual(plain);
  expect(classify({ response: '451 4.3.0 lookup failed' }).bounceType).toBe('soft');
  expect(classify({ response: '451 4.3.0 lookup failed', final: true }).bounceType).toBe('hard');
  expect(classify({ response: 'mailbox gone', statusCode: '5.1.1' }).statusCode).toBe('5.1.1');
  expect(classify({ response: 'mailbox gone' }).statusCode).toBeNull();
});

it('remembers a bounded number of verdicts, and those asked for lately', () => {
  const cache = new VerdictCache(2);
  const verdict = classify({ response: '550 no' });
  cache.set('', 'often', verdict);
  for (let i = 0; i < 100; i++) {
    cache.set('', `once ${i}`, verdict);
    expect(cache.get('', 'often')).toBe(verdict);
  }
  expect(cache.get('', 'once 0')).toBeUndefined();
  expect(cache.get('other', 'often')).toBeUndefined();
});

it('judges failures of events, and leaves deliveries and complaints alone', () => {
  const event = { position: 0, at: 0, mxHost: 'aspmx.l.google.com' };
  const delivered = deliveryEvent({
    ...event,
    outcome: 'delivered',
    diagnostic: '250 2.0.0 OK  1700000000 a-1 - gsmtp',
  });
  expect(classifyEvent(delivered)).toMatchObject({
    replyCode: 250,
    statusCode: '2.0.0',
    provider: 'gmail',
    category: null,
    rule: 'accepted',
  });
  const complained = deliveryEvent({ ...event, outcome: 'complained', diagnostic: '550 no' });
  expect(classifyEvent(complained).category).toBeNull();
  const diagnostic = '450 4.4.1 Connection timed out';
  const deferred = deliveryEvent({ ...event, outcome: 'deferred', diagnostic, mxHost: null });
  expect(classifyEvent(deferred)).toMatchObject({ category: 'network', bounceType: 'soft' });
  const bounced = deliveryEvent({ ...event, outcome: 'bounced', diagnostic, mxHost: null });
  expect(classifyEvent(bounced)).toMatchObject({ category: 'network', bounceType: 'hard' });
});

it('gives the same object for what it says the same of, however it is worded', () => {
  const unknown = (id: string) =>
    classify({ response: `550 5.1.1 User unknown ${id}`, mxHost: 'mx.example.net' });
  expect(unknown('a1')).toBe(unknown('b2'));
  expect(unknown('a1'.repeat(600))).toBe(unknown('b2'));
  expect(classify({ response: '451 4.1.1 User unknown', mxHost: 'mx.example.net' })).not.toBe(unknown('a1'));
});
