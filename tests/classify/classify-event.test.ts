import { expect, test } from 'vitest';
import { classifyEvent } from '@/lib/classify/classify-event';
import { deliveryEvent } from '@/lib/mail/delivery-event';

const delivered = (diagnostic: string | null, statusCode: string | null) =>
  classifyEvent(deliveryEvent({ position: 0, at: 0, outcome: 'delivered', diagnostic, statusCode }));

test.each([
  ['250 2.0.0 OK  1700000000 d2e1a72fcca58-7 - gsmtp', 250],
  ['250-2.0.0 Ok: queued as 4C1234', 250],
  ['252 2.1.5 Weird, but ok', 252],
  ['2500 is no code', null],
  ['260 nor is this', null],
  ['host mx.example.com[192.0.2.1] said: 250 ok', 250],
  ['delivered to mailbox', null],
  ['250', null],
  ['', null],
  [null, null],
])(
  '%j is accepted with the same reply code, whether the record states an enhanced code or not',
  (diagnostic, replyCode) => {
    expect(delivered(diagnostic, '2.0.0')).toMatchObject({
      replyCode,
      statusCode: '2.0.0',
      rule: 'accepted',
    });
    expect(delivered(diagnostic, null)).toMatchObject({ replyCode, rule: 'accepted' });
  },
);

test('what was accepted alike has one verdict, and what was not has another', () => {
  expect(delivered('250 ok', '2.0.0')).toBe(delivered('250 fine', '2.0.0'));
  expect(delivered('250 ok', '2.0.0')).not.toBe(delivered('251 ok', '2.0.0'));
  expect(delivered('250 ok', '2.0.0')).not.toBe(delivered('250 ok', null));
});
