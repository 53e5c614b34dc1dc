import { type Fields, firstOf } from './fields';
import { answer, bareId, replyCode, statusCode } from './stated-codes';
import { webhookFormat } from './webhook';

/** A drop for what the message is, not for whom it was for. */
const DROPPED_FOR_THE_MESSAGE = /content|quota|smtpapi|expired|template/i;

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
export const sendgrid = webhookFormat({
  id: 'sendgrid',
  title: 'SendGrid event webhook',
  signs: [
    [/"sg_(event|message)_id"\s*:/, 0.95],
    [/"smtp-id"\s*:/, 0.6],
    [/"created"\s*:[\s\S]*"reason"\s*:|"reason"\s*:[\s\S]*"created"\s*:/, 0.4],
  ],
  // The API's lists of bounces, blocks and invalid addresses have no name for what they list.
  event: (entry) =>
    firstOf(entry.text('event'), entry.has('created') && entry.has('reason') ? 'bounce' : null),
  outcomes: {
    delivered: 'delivered',
    deferred: 'deferred',
    // Of `type` "bounce" or "blocked": neither is tried again.
    bounce: 'bounced',
    blocked: 'bounced',
    dropped: (entry) => (DROPPED_FOR_THE_MESSAGE.test(entry.text('reason') ?? '') ? 'bounced' : 'suppressed'),
    spamreport: 'complained',
    processed: null,
    open: null,
    click: null,
    unsubscribe: null,
    group_unsubscribe: null,
    group_resubscribe: null,
    account_status_change: null,
  },
  reports: (entry) => [
    {
      at: firstOf(entry.number('timestamp'), entry.number('created')) ?? entry.text('created'),
      recipient: entry.text('email'),
      queueId: entry.text('sg_message_id'),
      messageId: bareId(entry.text('smtp-id')),
      replyCode: replyCode(entry.text('status')),
      statusCode: statusCode(entry.text('status')),
      diagnostic: answer(firstOf(entry.text('reason'), entry.text('response'))),
      sendingIp: entry.text('ip'),
      pool: entry.text('pool', 'name'),
      campaign: campaignOf(entry),
      customer: entry.text('sg_user_id'),
      eventId: entry.text('sg_event_id'),
    },
  ],
});

function campaignOf(entry: Fields): string | null {
  return firstOf(
    entry.text('marketing_campaign_name'),
    entry.text('singlesend_name'),
    entry.list('category')[0]?.text() ?? null,
  );
}
