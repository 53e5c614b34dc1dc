import { answer, bareAddress, replyCode } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://docs.mailtrap.io/email-api-smtp/advanced/webhooks */
export const mailtrap = webhookFormat({
  id: 'mailtrap',
  title: 'Mailtrap webhooks',
  signs: [
    [
      /"events"\s*:\s*\[\s*\{[\s\S]*"(sending_stream|sending_domain_name|bounce_category|custom_variables|event_id)"\s*:/,
      0.9,
    ],
    [/"(sending_stream|sending_domain_name)"\s*:/, 0.7],
  ],
  entries: (body) => (body.has('events') ? body.list('events') : body.list()),
  event: (entry) => entry.text('event')?.replaceAll(' ', '_') ?? null,
  outcomes: {
    delivery: 'delivered',
    // "Temporarily not delivered": Mailtrap tries again.
    soft_bounce: 'deferred',
    bounce: 'bounced',
    // Never tried, since the recipient is on the list of suppressed addresses.
    reject: 'suppressed',
    blocked: 'suppressed',
    // The account is on hold, and the message with it.
    suspension: 'deferred',
    spam: 'complained',
    open: null,
    click: null,
    unsubscribe: null,
  },
  reports: (entry) => [
    {
      at: entry.number('timestamp'),
      recipient: bareAddress(entry.text('email')),
      queueId: entry.text('message_id'),
      replyCode: replyCode(entry.text('response_code')),
      diagnostic: answer(entry.text('response') ?? entry.text('reason')),
      pool: entry.text('sending_stream'),
      campaign: entry.text('category'),
      eventId: entry.text('event_id'),
    },
  ],
});
