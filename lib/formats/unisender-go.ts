import type { Fields } from './fields';
import { answer, bareAddress } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://godocs.unisender.ru/web-api-ref#callback-format. Events are grouped by user; times are UTC. */
export const unisenderGo = webhookFormat({
  id: 'unisender_go',
  title: 'Unisender Go webhooks',
  signs: [
    [/"event_name"\s*:\s*"transactional_(email_status|spam_block)"/, 0.95],
    [/"events_by_user"\s*:/, 0.95],
  ],
  entries: (body) =>
    body.has('events_by_user')
      ? body.list('events_by_user').flatMap((user) => user.list('events').map((event) => flat(event, user)))
      : body.list().map((event) => flat(event, event)),
  event: (entry) => entry.text('status') ?? entry.text('event_name'),
  outcomes: {
    delivered: 'delivered',
    soft_bounced: 'bounced',
    hard_bounced: 'bounced',
    spam: 'complained',
    sent: null,
    opened: null,
    clicked: null,
    unsubscribed: null,
    subscribed: null,
    transactional_spam_block: null,
  },
  reports: (entry) => [
    {
      at: entry.text('event_time'),
      recipient: bareAddress(entry.text('email')),
      queueId: entry.text('job_id'),
      diagnostic: answer(
        entry.text('delivery_info', 'destination_response') ?? entry.text('delivery_info', 'delivery_status'),
      ),
      campaign: entry.text('metadata', 'campaign_id'),
      customer: entry.text('project_id') ?? entry.text('user_id'),
    },
  ],
});

/** The event's data, with the name and the user it stands under. */
function flat(event: Fields, user: Fields): Fields {
  return event.at('event_data').has('email')
    ? event.at('event_data').with({
        event_name: event.text('event_name'),
        user_id: user.text('user_id'),
        project_id: user.text('project_id'),
      })
    : event;
}
