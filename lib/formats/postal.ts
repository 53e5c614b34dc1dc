import { type Fields, firstOf } from './fields';
import { answer, bareAddress, bareId } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://docs.postalserver.io/developer/webhooks. Without `event` around it the payload is told by its `status`. */
export const postal = webhookFormat({
  id: 'postal',
  title: 'Postal webhooks',
  signs: [
    [
      /"event"\s*:\s*"(Message(Sent|Delayed|DeliveryFailed|Held|Bounced|LinkClicked|Loaded)|DomainDNSError|SendLimit\w+)"/,
      0.95,
    ],
    [/"original_message"\s*:|"sent_with_ssl"\s*:/, 0.7],
  ],
  event: (entry) => {
    const payload = payloadOf(entry);
    // Whatever its event is called, this is a mail that came back for another one.
    if (payload.has('original_message') && payload.has('bounce')) return 'MessageBounced';
    return firstOf(entry.text('event'), payload.text('status'));
  },
  outcomes: {
    MessageSent: 'delivered',
    MessageDelayed: 'deferred',
    MessageDeliveryFailed: 'bounced',
    MessageBounced: 'bounced',
    // What is held for another reason waits for a person, and is neither sent nor refused.
    MessageHeld: (entry) => (ON_LIST.test(payloadOf(entry).text('details') ?? '') ? 'suppressed' : null),
    Sent: 'delivered',
    SoftFail: 'deferred',
    HardFail: 'bounced',
    Bounced: 'bounced',
    Held: (entry) => (ON_LIST.test(payloadOf(entry).text('details') ?? '') ? 'suppressed' : null),
    MessageLinkClicked: null,
    MessageLoaded: null,
    DomainDNSError: null,
    SendLimitApproaching: null,
    SendLimitExceeded: null,
  },
  reports: (entry) => {
    const payload = payloadOf(entry);
    const message = payload.has('message') ? payload.at('message') : payload.at('original_message');
    return [
      {
        at: firstOf(payload.number('timestamp'), entry.number('timestamp')),
        recipient: bareAddress(message.text('to')),
        sender: bareAddress(message.text('from')),
        queueId: message.text('id'),
        messageId: bareId(message.text('message_id')),
        diagnostic: answer(firstOf(payload.text('output'), payload.text('details'))),
        campaign: message.text('tag'),
        eventId: entry.text('uuid'),
      },
    ];
  },
});

const ON_LIST = /suppression list/i;

const payloadOf = (entry: Fields): Fields => (entry.has('payload') ? entry.json('payload') : entry);
