import { type Fields, firstOf } from './fields';
import { answer, bareAddress } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://dev.mailjet.com/email/guides/webhooks/, with its table of `error_related_to` and `error`. */
export const mailjet = webhookFormat({
  id: 'mailjet',
  title: 'Mailjet event webhooks',
  signs: [[/"(mj_campaign_id|mj_contact_id|mj_message_id|Message_GUID|customcampaign)"\s*:/, 0.95]],
  event: (entry) => entry.text('event'),
  outcomes: {
    // "The message was successfully sent to the recipient's server."
    sent: 'delivered',
    delivered: 'delivered',
    // Mailjet itself goes on after greylisting alone.
    bounce: (entry) => (entry.text('error') === 'greylisted' ? 'deferred' : 'bounced'),
    blocked: (entry) => (PRE_BLOCKED.test(entry.text('error') ?? '') ? 'suppressed' : 'bounced'),
    spam: 'complained',
    open: null,
    click: null,
    unsub: null,
  },
  reports: (entry) => [
    {
      at: entry.number('time'),
      recipient: bareAddress(entry.text('email')),
      // `MessageID` is above 2^53, so what JSON makes of it as a number is not quite it.
      queueId: firstOf(entry.text('Message_GUID'), entry.text('mj_message_id'), entry.text('MessageID')),
      diagnostic: answer(firstOf(entry.text('comment'), smtpReply(entry), errorOf(entry))),
      campaign: firstOf(
        entry.text('customcampaign'),
        entry.number('mj_campaign_id') ? entry.text('mj_campaign_id') : null,
      ),
    },
  ],
});

/** Blocked for what is known of the recipient; anything else is wrong with the message. */
const PRE_BLOCKED = /^(preblocked|spam reporter|duplicate in campaign|)$/i;

/** `sent (250 2.0.0 OK 1498093527 a67bc12345def.22 - gsmtp)` */
function smtpReply(entry: Fields): string | null {
  const reply = entry.text('smtp_reply');
  return /^sent \((.*)\)$/s.exec(reply ?? '')?.[1] ?? reply;
}

function errorOf(entry: Fields): string | null {
  return [entry.text('error_related_to'), entry.text('error')].filter(Boolean).join(': ') || null;
}
