import type { Outcome } from '@/lib/mail/delivery-event';
import { type Fields, firstOf, rowOf } from './fields';
import { answer, bareAddress, bareId } from './stated-codes';
import { webhookFormat } from './webhook';

/** Categories of an error that speak of no attempt: the address is on a list, or somebody cancelled. */
const SENT_NOTHING: Readonly<Record<string, Outcome | null>> = {
  notdelivered: 'suppressed',
  ignore: 'suppressed',
  manualcancel: null,
};

const error = (entry: Fields): Outcome | null => {
  const known = rowOf(SENT_NOTHING, entry.text('category')?.toLowerCase() ?? null);
  return known === undefined ? 'bounced' : known;
};

/** https://help.elasticemail.com/en/articles/2376855-how-to-manage-http-web-notifications-webhooks: a query string, a
 * form or JSON, with fields in either case. */
export const elasticEmail = webhookFormat({
  id: 'elastic-email',
  title: 'Elastic Email notifications',
  signs: [
    [/(^|[&?])(?=.*\btransaction=)(?=.*\bstatus=)(?=.*\b(messageid|category|channel)=)/i, 0.9],
    [/"transaction"\s*:(?=[\s\S]*"(postback|messageid|channel)")/i, 0.8],
    [/"status"\s*:\s*"(AbuseReport|Abuse Report|Error)"/, 0.6],
  ],
  entries: (body) => body.list().map(lowerCased),
  event: (entry) =>
    firstOf(entry.text('status'), entry.text('event'), entry.text('eventtype'))
      ?.toLowerCase()
      .replace(/[\s_-]/g, '') ?? null,
  outcomes: {
    // Elastic Email's word for what the recipient's server has accepted.
    sent: 'delivered',
    delivered: 'delivered',
    error,
    bounce: error,
    bounced: error,
    failed: error,
    suppressed: 'suppressed',
    abusereport: 'complained',
    complaint: 'complained',
    complained: 'complained',
    submission: null,
    submitted: null,
    readytosend: null,
    waitingtoretry: null,
    sending: null,
    opened: null,
    open: null,
    clicked: null,
    click: null,
    unsubscribed: null,
    unsubscribe: null,
  },
  reports: (entry) => [
    {
      at: firstOf(entry.text('date'), entry.text('eventdate'), entry.text('timestamp')),
      recipient: bareAddress(firstOf(entry.text('to'), entry.text('email'), entry.text('recipient'))),
      sender: bareAddress(firstOf(entry.text('from'), entry.text('fromemail'))),
      queueId: firstOf(entry.text('transaction'), entry.text('transactionid')),
      messageId: bareId(firstOf(entry.text('messageid'), entry.text('msgid'))),
      diagnostic: answer(firstOf(entry.text('message'), entry.text('error'), entry.text('category'))),
      campaign: firstOf(entry.text('channel'), entry.text('channelname')),
      pool: entry.text('poolname'),
      customer: entry.text('account'),
    },
  ],
});

function lowerCased(entry: Fields): Fields {
  return entry.with(Object.fromEntries(entry.keys().map((key) => [key.toLowerCase(), entry.at(key).value])));
}
