import { type Fields, firstOf } from './fields';
import { answer, bareAddress, bareId } from './stated-codes';
import { webhookFormat } from './webhook';

const SENT_NOTHING = /suppress/i;

/** https://resend.com/docs/webhooks/event-types */
export const resend = webhookFormat({
  id: 'resend',
  title: 'Resend webhooks',
  signs: [
    [
      /"type"\s*:\s*"email\.(sent|delivered|delivery_delayed|bounced|complained|opened|clicked|failed|suppressed|scheduled|received)"/,
      0.8,
    ],
    [/"email_id"\s*:/, 0.5],
    [/"type"\s*:\s*"(contact|domain|suppression)\.\w+"/, 0.5],
  ],
  event: (entry) => entry.text('type'),
  outcomes: {
    'email.delivered': 'delivered',
    'email.delivery_delayed': 'deferred',
    'email.bounced': (entry) =>
      SENT_NOTHING.test(
        `${entry.text('data', 'bounce', 'subType')} ${entry.text('data', 'bounce', 'message')}`,
      )
        ? 'suppressed'
        : 'bounced',
    'email.failed': 'bounced',
    'email.suppressed': 'suppressed',
    'email.complained': 'complained',
    'email.sent': null,
    'email.scheduled': null,
    'email.received': null,
    'email.opened': null,
    'email.clicked': null,
    'contact.created': null,
    'contact.updated': null,
    'contact.deleted': null,
    'domain.created': null,
    'domain.updated': null,
    'domain.deleted': null,
    'suppression.added': null,
    'suppression.removed': null,
  },
  reports: (entry) => {
    const data = entry.at('data');
    return data.list('to').map((to) => ({
      at: firstOf(entry.text('created_at'), data.text('created_at')),
      recipient: bareAddress(to.text()),
      sender: bareAddress(data.text('from')),
      queueId: data.text('email_id'),
      messageId: bareId(data.text('message_id')),
      diagnostic: answer(
        firstOf(
          data.list('bounce', 'diagnosticCode')[0]?.text() ?? null,
          data.text('bounce', 'message'),
          data.text('suppressed', 'message'),
          data.text('failed', 'reason'),
          data.text('delivery_delayed', 'message'),
        ),
      ),
      campaign: firstOf(data.text('broadcast_id'), tagOf(data)),
    }));
  },
});

/** Tags are a list of names and values, or an object of them. */
function tagOf(data: Fields): string | null {
  const [first] = data.list('tags');
  return first ? firstOf(first.text('value'), first.text(...first.keys().slice(0, 1))) : null;
}
