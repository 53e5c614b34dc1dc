import type { Outcome } from '@/lib/mail/delivery-event';
import { type Fields, firstOf } from './fields';
import { answer, bareAddress, replyCode, statusCode } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://support.sparkpost.com/docs/deliverability/bounce-classification-codes: automatic answers, requests to
 * subscribe or unsubscribe, and challenges. */
const NO_REFUSAL = new Set(['60', '80', '90', '100']);

const bounce = (entry: Fields): Outcome | null =>
  NO_REFUSAL.has(entry.text('bounce_class') ?? '') ? null : 'bounced';

/** "recipient address suppressed due to customer policy" */
const policy = (entry: Fields): Outcome =>
  /suppress|unsubscribe/i.test(`${entry.text('raw_reason')} ${entry.text('reason')}`)
    ? 'suppressed'
    : 'bounced';

/** https://developers.sparkpost.com/api/webhooks/ and the events search API; Bird's events are the same. */
export const sparkpost = webhookFormat({
  id: 'sparkpost',
  title: 'SparkPost / Bird webhooks and events',
  signs: [
    [/"msys"\s*:/, 0.95],
    [/"(rcpt_to|raw_rcpt_to|transmission_id|bounce_class)"\s*:/, 0.6],
  ],
  entries: (body) => (body.has('results') ? body.list('results') : body.list()).flatMap(events),
  event: (entry) => entry.text('type'),
  outcomes: {
    delivery: 'delivered',
    delay: 'deferred',
    bounce,
    out_of_band: bounce,
    policy_rejection: policy,
    generation_failure: 'bounced',
    generation_rejection: policy,
    spam_complaint: 'complained',
    injection: null,
    sms_status: null,
    success: null,
    error: null,
    open: null,
    initial_open: null,
    click: null,
    amp_open: null,
    amp_initial_open: null,
    amp_click: null,
    list_unsubscribe: null,
    link_unsubscribe: null,
    relay_injection: null,
    relay_rejection: null,
    relay_delivery: null,
    relay_tempfail: null,
    relay_permfail: null,
    relay_message: null,
    ab_test_completed: null,
    ab_test_cancelled: null,
  },
  reports: (entry) => [
    {
      at: firstOf(entry.number('timestamp')) ?? entry.text('timestamp'),
      recipient: bareAddress(firstOf(entry.text('raw_rcpt_to'), entry.text('rcpt_to'))),
      sender: bareAddress(firstOf(entry.text('msg_from'), entry.text('friendly_from'))),
      queueId: entry.text('message_id'),
      mxIp: entry.text('ip_address'),
      replyCode: replyCode(entry.text('error_code')),
      statusCode: statusCode(entry.text('error_code')),
      // `reason` is the answer with what differs from mail to mail taken out.
      diagnostic: answer(firstOf(entry.text('raw_reason'), entry.text('reason'))),
      feedbackType: entry.text('fbtype'),
      delayMs: entry.number('queue_time'),
      sendingIp: entry.text('sending_ip'),
      pool: entry.text('ip_pool'),
      campaign: entry.text('campaign_id'),
      customer: firstOf(entry.text('subaccount_id'), entry.text('customer_id')),
      eventId: entry.text('event_id'),
    },
  ],
});

/** `{"msys": {"message_event": {…}}}`; of a test `{"msys": {}}` nothing is left. */
function events(item: Fields): Fields[] {
  return item.has('msys')
    ? item
        .at('msys')
        .keys()
        .map((kind) => item.at('msys', kind))
    : [item];
}
