import { firstOf } from './fields';
import { answer, bareAddress, bareId } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://learn.sweego.io/docs/webhooks/email_events */
export const sweego = webhookFormat({
  id: 'sweego',
  title: 'Sweego webhooks',
  signs: [[/"swg_uid"\s*:/, 0.95]],
  event: (entry) => entry.text('event_type')?.replaceAll('-', '_') ?? null,
  outcomes: {
    delivered: 'delivered',
    soft_bounce: 'bounced',
    hard_bounce: 'bounced',
    complaint: 'complained',
    sent: null,
    email_sent: null,
    email_opened: null,
    email_clicked: null,
    list_unsub: null,
    sms_sent: null,
  },
  reports: (entry) => [
    {
      at: entry.text('timestamp'),
      recipient: bareAddress(entry.text('recipient')),
      queueId: entry.text('swg_uid'),
      messageId: bareId(entry.text('headers', 'message-id')),
      diagnostic: answer(firstOf(entry.text('details'), entry.text('reason'))),
      sendingIp: entry.text('sending_ip'),
      campaign: firstOf(entry.list('campaign_tags')[0]?.text() ?? null, entry.text('campaign_id')),
      eventId: entry.text('event_id'),
    },
  ],
});
