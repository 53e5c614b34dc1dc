import { firstOf } from './fields';
import { answer, bareAddress } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://developers.mailersend.com/api/v1/webhooks.html */
export const mailersend = webhookFormat({
  id: 'mailersend',
  title: 'MailerSend webhooks',
  signs: [
    [/"type"\s*:\s*"activity\.\w+"/, 0.95],
    [/"type"\s*:\s*"webhook\.test"|"object"\s*:\s*"activity"/, 0.6],
  ],
  event: (entry) => entry.text('type'),
  outcomes: {
    'activity.delivered': 'delivered',
    'activity.deferred': 'deferred',
    'activity.soft_bounced': 'bounced',
    'activity.hard_bounced': 'bounced',
    'activity.spam_complaint': 'complained',
    'activity.sent': null,
    'activity.queued': null,
    'activity.opened': null,
    'activity.opened_unique': null,
    'activity.clicked': null,
    'activity.clicked_unique': null,
    'activity.unsubscribed': null,
    'activity.survey_opened': null,
    'activity.survey_submitted': null,
    'webhook.test': null,
    'sender_identity.verified': null,
    'maintenance.start': null,
    'maintenance.end': null,
    'inbound_forward.failed': null,
    'inbound.message': null,
    'email_single.verified': null,
    'email_list.verified': null,
    'bulk_email.completed': null,
    'recipient.on_hold_added': null,
    'recipient.on_hold_removed': null,
  },
  reports: (entry) => {
    const data = entry.at('data');
    return [
      {
        at: firstOf(data.text('created_at'), entry.text('created_at')),
        recipient: bareAddress(data.text('email', 'recipient', 'email')),
        sender: bareAddress(data.text('email', 'from')),
        queueId: data.text('email', 'message', 'id'),
        diagnostic: answer(firstOf(data.text('morph', 'reason'), data.text('morph', 'readable_reason'))),
        sendingIp: data.text('morph', 'sending_ip'),
        campaign: data.list('email', 'tags')[0]?.text() ?? null,
        eventId: data.text('id'),
      },
    ];
  },
});
