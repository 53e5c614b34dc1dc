import { describe, expect, test } from 'vitest';
import { classifyEvent } from '@/lib/classify/classify-event';
import { ACTIONS, CATEGORIES } from '@/lib/mail/category';
import { deliveryEvent, OUTCOMES, type Outcome } from '@/lib/mail/delivery-event';
import { faultKindOf } from '@/lib/suppression/fault-kinds';

/** What an event says, judged as it would be when it comes in. */
function kindOf(
  outcome: Outcome,
  diagnostic: string,
  known: { mxHost?: string; feedbackType?: string } = {},
) {
  const event = deliveryEvent({
    ...{ position: 0, at: Date.parse('2026-03-01T10:00:00Z'), outcome, diagnostic },
    ...{ recipient: 'ana@example.net', mxHost: known.mxHost ?? 'mx.example.net' },
    feedbackType: known.feedbackType ?? null,
  });
  const { category, action } = classifyEvent(event);
  return faultKindOf({ outcome, category, action, feedbackType: event.feedbackType })?.id ?? null;
}
const GMAIL = { mxHost: 'gmail-smtp-in.l.google.com' };
const MICROSOFT = { mxHost: 'example-net.mail.protection.outlook.com' };

describe('what speaks against an address', () => {
  test.each<[string | null, Outcome, string, { mxHost?: string; feedbackType?: string }?]>([
    ['dead-mailbox', 'bounced', '550 5.1.1 User unknown'],
    [
      'dead-mailbox',
      'bounced',
      '550-5.1.1 The email account that you tried to reach does not exist. gsmtp',
      GMAIL,
    ],
    ['dead-mailbox', 'bounced', '556 5.1.10 Recipient address has null MX'],
    [
      'disabled-mailbox',
      'bounced',
      '550 5.2.1 The email account that you tried to reach is disabled. gsmtp',
      GMAIL,
    ],
    ['soft-bounces', 'bounced', '452 4.2.2 The email account that you tried to reach is over quota'],
    ['soft-bounces', 'bounced', '552 5.2.2 Mailbox full'],
    ['complaint', 'complained', '', { feedbackType: 'abuse' }],
    ['complaint', 'complained', ''],
    [null, 'complained', '', { feedbackType: 'auth-failure' }],
    [null, 'complained', '', { feedbackType: 'not-spam' }],
    // A retry that goes on is no bounce.
    [null, 'deferred', '452 4.2.2 The email account that you tried to reach is over quota'],
    [null, 'deferred', '450 4.1.1 User unknown'],
    // What the sender has to mend.
    [
      null,
      'bounced',
      '550-5.7.26 This mail has been blocked because the sender is unauthenticated. gsmtp',
      GMAIL,
    ],
    [null, 'bounced', '421-4.7.28 Gmail has detected an unusual rate of mail. gsmtp', GMAIL],
    [
      null,
      'bounced',
      '550 5.7.515 Access denied, sending domain does not meet the required authentication level',
      MICROSOFT,
    ],
    [null, 'bounced', '550 5.7.1 Service unavailable; client [192.0.2.7] blocked using Spamhaus'],
    [null, 'bounced', '550 5.7.1 User unknown'],
    [null, 'bounced', '554 5.7.1 Message rejected as spam'],
    [null, 'bounced', '552 5.3.4 Message size exceeds fixed limit'],
    [null, 'bounced', '550 5.1.8 Sender address rejected: Domain not found'],
    [null, 'bounced', '451 4.4.1 Connection timed out'],
    [null, 'suppressed', '550 5.1.1 User unknown'],
    [null, 'delivered', '250 2.0.0 OK'],
  ])('%s: %s %s', (expected, outcome, diagnostic, known) => {
    expect(kindOf(outcome, diagnostic, known)).toBe(expected);
  });
});

test('policy, authentication, blocklist, rate, content and network never do, whatever the action', () => {
  const sendersOwn = CATEGORIES.filter(
    (category) => !['invalid-address', 'mailbox-full', 'mailbox-disabled'].includes(category),
  );
  expect(sendersOwn).toHaveLength(7);
  for (const category of sendersOwn)
    for (const action of ACTIONS)
      for (const outcome of OUTCOMES.filter((one) => one !== 'complained'))
        expect(faultKindOf({ outcome, category, action, feedbackType: null })).toBeNull();
});
