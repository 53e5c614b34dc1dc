import { firstOf } from './fields';
import { answer, bareAddress, bareId } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://developers.brevo.com/docs/transactional-webhooks, marketing-webhooks, how-to-use-batched-webhooks */
export const brevo = webhookFormat({
  id: 'brevo',
  title: 'Brevo (Sendinblue) webhooks',
  signs: [
    [/"(ts_epoch|ts_event|X-Mailin-custom|camp_id)"\s*:/, 0.9],
    [/"message-id"\s*:\s*"<?[^"]*@(smtp-relay\.)?(mailin\.fr|sendinblue\.com|brevo\.com)/, 0.9],
    [/"event"\s*:\s*"(hard_bounce|soft_bounce|invalid_email|blocked|unique_opened|proxy_open)"/, 0.6],
  ],
  event: (entry) => {
    const name = firstOf(entry.text('event'), entry.text('msg_status'));
    // The API's `hardBounce` is the webhook's `hard_bounce`.
    return name?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) ?? null;
  },
  outcomes: {
    delivered: 'delivered',
    deferred: 'deferred',
    hard_bounce: 'bounced',
    soft_bounce: 'bounced',
    bounced: 'bounced',
    invalid: 'bounced',
    invalid_email: 'bounced',
    error: 'bounced',
    // "due to unsubscribed user", "due to blacklist user": never tried.
    blocked: 'suppressed',
    spam: 'complained',
    complaint: 'complained',
    request: null,
    sent: null,
    opened: null,
    unique_opened: null,
    first_opening: null,
    proxy_open: null,
    unique_proxy_open: null,
    loaded_by_proxy: null,
    click: null,
    clicked: null,
    clicks: null,
    unsubscribe: null,
    unsubscribed: null,
    list_addition: null,
    contact_updated: null,
    contact_deleted: null,
    inbound_email_processed: null,
    reply: null,
  },
  reports: (entry) => [
    {
      // `date` is in the zone of the account, which the body does not name.
      at:
        firstOf(entry.number('ts_epoch'), entry.number('ts_event'), entry.number('ts')) ?? entry.text('date'),
      recipient: bareAddress(entry.text('email')),
      sender: bareAddress(entry.text('sender_email')),
      messageId: bareId(entry.text('message-id')),
      queueId: entry.text('uuid'),
      diagnostic: answer(entry.text('reason')),
      sendingIp: entry.text('sending_ip'),
      campaign: firstOf(
        entry.text('campaign name'),
        entry.text('camp_id'),
        entry.list('tags')[0]?.text() ?? null,
        entry.json('tag').list()[0]?.text() ?? entry.text('tag'),
      ),
    },
  ],
});
