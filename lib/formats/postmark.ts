import type { Outcome } from '@/lib/mail/delivery-event';
import { type Fields, firstOf, rowOf } from './fields';
import { answer, bareAddress } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://postmarkapp.com/developer/api/bounce-api#bounce-types. `null`: what comes back is no refusal (an automatic
 * answer, a request to subscribe) or concerns incoming mail. */
const BOUNCE_TYPES: Readonly<Record<string, Outcome | null>> = {
  HardBounce: 'bounced',
  // "The server could not temporarily deliver your message (ex: Message is delayed due to network troubles)."
  Transient: 'deferred',
  SoftBounce: 'bounced',
  DnsError: 'bounced',
  SpamNotification: 'bounced',
  Blocked: 'bounced',
  VirusNotification: 'bounced',
  BadEmailAddress: 'bounced',
  DMARCPolicy: 'bounced',
  SMTPApiError: 'bounced',
  TemplateRenderingFailed: 'bounced',
  Unknown: 'bounced',
  ManuallyDeactivated: 'suppressed',
  SpamComplaint: 'complained',
  Unsubscribe: null,
  Subscribe: null,
  AutoResponder: null,
  AddressChange: null,
  OpenRelayTest: null,
  ChallengeVerification: null,
  Unconfirmed: null,
  InboundError: null,
};

const bounce = (entry: Fields): Outcome | null => {
  const known = rowOf(BOUNCE_TYPES, entry.text('Type'));
  return known === undefined ? 'bounced' : known;
};

/** https://postmarkapp.com/developer/webhooks/webhooks-overview */
export const postmark = webhookFormat({
  id: 'postmark',
  title: 'Postmark webhooks',
  signs: [
    [/"RecordType"\s*:\s*"(Bounce|Delivery|SpamComplaint|SubscriptionChange|Open|Click|SMTPApiError)"/, 0.95],
    [/"(BouncedAt|DeliveredAt|MessageStream)"\s*:/, 0.8],
  ],
  // The API's list of bounces, and webhooks from before `RecordType`.
  entries: (body) => (body.has('Bounces') ? body.list('Bounces') : body.list()),
  event: (entry) =>
    firstOf(
      entry.text('RecordType'),
      entry.has('BouncedAt') ? 'Bounce' : null,
      entry.has('DeliveredAt') ? 'Delivery' : null,
      entry.has('ReceivedAt') || entry.has('Date') ? 'Open' : null,
    ),
  outcomes: {
    Bounce: bounce,
    SMTPApiError: 'bounced',
    SMTPAPIError: 'bounced',
    Delivery: 'delivered',
    SpamComplaint: 'complained',
    SubscriptionChange: null,
    Open: null,
    Click: null,
    Inbound: null,
  },
  reports: (entry) => [
    {
      at: firstOf(entry.text('BouncedAt'), entry.text('DeliveredAt')),
      recipient: bareAddress(firstOf(entry.text('Email'), entry.text('Recipient'))),
      sender: bareAddress(entry.text('From')),
      queueId: entry.text('MessageID'),
      diagnostic: answer(firstOf(entry.text('Details'), entry.text('Description'))),
      pool: entry.text('MessageStream'),
      campaign: entry.text('Tag'),
      customer: entry.text('ServerID'),
      // Of a delivery there is none.
      eventId: entry.text('ID'),
    },
  ],
});
