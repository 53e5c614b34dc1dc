import type { Outcome } from '@/lib/mail/delivery-event';
import { type Fields, firstOf } from './fields';
import { answer, bareAddress, bareId, statusCode } from './stated-codes';
import { type EntryReport, webhookFormat } from './webhook';

const SENT_NOTHING = /suppress|unsubscribed/i;

/** https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html and
 * event-publishing-retrieving-sns-contents.html: the same objects under `notificationType` and `eventType`. */
export const ses = webhookFormat({
  id: 'ses',
  title: 'Amazon SES (SNS notifications, event publishing)',
  signs: [
    [
      /\\?"(notificationType|eventType)\\?"\s*:\s*\\?"(Bounce|Complaint|Delivery|DeliveryDelay|Reject|Rendering Failure|Send|Open|Click|Subscription)\\?"/,
      0.9,
    ],
    [/"Type"\s*:\s*"(Notification|SubscriptionConfirmation|UnsubscribeConfirmation)"[\s\S]*"TopicArn"/, 0.6],
    [/"EventSource"\s*:\s*"aws:sns"|"source"\s*:\s*"aws\.ses"/, 0.9],
  ],
  entries: (body) =>
    (body.has('Records') ? body.list('Records') : body.list()).map((entry) => unwrapped(entry)),
  event: (entry) =>
    firstOf(
      entry.text('notificationType'),
      entry.text('eventType'),
      entry.text('Type') === 'Notification' ? null : entry.text('Type'),
      // "Successfully validated SNS topic for Amazon SES event publishing." is no JSON.
      entry.text('Message') && 'validation',
    ),
  outcomes: {
    // A transient bounce is final as well: "SES stops trying".
    Bounce: (entry) =>
      SENT_NOTHING.test(entry.text('bounce', 'bounceSubType') ?? '') ? 'suppressed' : 'bounced',
    Complaint: (entry) =>
      SENT_NOTHING.test(entry.text('complaint', 'complaintSubType') ?? '') ? 'suppressed' : 'complained',
    Delivery: 'delivered',
    DeliveryDelay: 'deferred',
    Reject: 'bounced',
    'Rendering Failure': 'bounced',
    Send: null,
    Open: null,
    Click: null,
    Subscription: null,
    Received: null,
    AmazonSnsSubscriptionSucceeded: null,
    SubscriptionConfirmation: null,
    UnsubscribeConfirmation: null,
    validation: null,
  },
  reports: (entry, outcome) =>
    RECIPIENTS[kindOf(entry)]!(entry).map((report) => ({ ...common(entry, outcome), ...report })),
});

/** SNS puts the notification as text into `Message`; a queue or a function behind SNS wraps that once more. */
function unwrapped(entry: Fields, depth = 0): Fields {
  const id = entry.text('MessageId');
  const wrapped = [
    entry.at('Sns'),
    entry.json('body'),
    entry.json('Body'),
    entry.at('detail'),
    entry.json('Message'),
  ];
  const inner = wrapped.find(
    (part) => part.has('notificationType') || part.has('eventType') || part.has('Message'),
  );
  if (!inner || depth > 3) return entry;
  const found = unwrapped(inner, depth + 1);
  return found.has('snsMessageId') || id === null ? found : found.with({ snsMessageId: id });
}

const kindOf = (entry: Fields): string => firstOf(entry.text('notificationType'), entry.text('eventType'))!;

function common(entry: Fields, outcome: Outcome): EntryReport {
  const mail = entry.at('mail');
  return {
    outcome,
    at: mail.text('timestamp'),
    sender: bareAddress(mail.text('source')),
    queueId: mail.text('messageId'),
    messageId: bareId(
      firstOf(
        mail.text('commonHeaders', 'messageId'),
        mail
          .list('headers')
          .find((header) => /^message-id$/i.test(header.text('name') ?? ''))
          ?.text('value') ?? null,
      ),
    ),
    customer: mail.text('sendingAccountId'),
    pool: mail.list('tags', 'ses:configuration-set')[0]?.text() ?? null,
    sendingIp: mail.list('tags', 'ses:outgoing-ip')[0]?.text() ?? null,
    campaign: mail.list('tags', 'campaign')[0]?.text() ?? null,
    eventId: entry.text('snsMessageId'),
  };
}

/** Where each kind keeps its recipients and what it says of them. */
const RECIPIENTS: Record<string, (entry: Fields) => EntryReport[]> = {
  Bounce: (entry) => failed(entry.at('bounce'), 'bouncedRecipients'),
  DeliveryDelay: (entry) => failed(entry.at('deliveryDelay'), 'delayedRecipients'),
  Complaint: (entry) =>
    entry.list('complaint', 'complainedRecipients').map((recipient) => ({
      at: entry.text('complaint', 'timestamp'),
      recipient: bareAddress(recipient.text('emailAddress')),
      feedbackType: entry.text('complaint', 'complaintFeedbackType'),
      diagnostic: entry.text('complaint', 'complaintSubType'),
      eventId: firstOf(entry.text('complaint', 'feedbackId'), entry.text('snsMessageId')),
    })),
  Delivery: (entry) =>
    entry.list('delivery', 'recipients').map((recipient) => ({
      at: entry.text('delivery', 'timestamp'),
      recipient: bareAddress(recipient.text()),
      diagnostic: entry.text('delivery', 'smtpResponse'),
      mxIp: entry.text('delivery', 'remoteMtaIp'),
      delayMs: entry.number('delivery', 'processingTimeMillis'),
    })),
  Reject: (entry) => unsent(entry, entry.text('reject', 'reason')),
  'Rendering Failure': (entry) => unsent(entry, entry.text('failure', 'errorMessage')),
};

function failed(part: Fields, recipients: string): EntryReport[] {
  return part.list(recipients).map((recipient) => ({
    at: part.text('timestamp'),
    recipient: bareAddress(recipient.text('emailAddress')),
    statusCode: statusCode(recipient.text('status')),
    diagnostic: firstOf(
      answer(recipient.text('diagnosticCode')),
      [part.text('bounceType') ?? part.text('delayType'), part.text('bounceSubType')]
        .filter(Boolean)
        .join(': ') || null,
    ),
    mxIp: part.text('remoteMtaIp'),
    ...(part.has('feedbackId') && { eventId: part.text('feedbackId') }),
  }));
}

/** What SES itself would not send concerns everybody the mail was for. */
function unsent(entry: Fields, diagnostic: string | null): EntryReport[] {
  return entry
    .list('mail', 'destination')
    .map((recipient) => ({ recipient: bareAddress(recipient.text()), diagnostic }));
}
