import type { Outcome } from '@/lib/mail/delivery-event';
import { type Fields, firstOf } from './fields';
import { answer, bareAddress, bareHost, bareId, replyCode, statusCode } from './stated-codes';
import { type EntryReport, webhookFormat } from './webhook';

/** Mailgun's own codes 605 to 607: not delivered to an address that bounced, unsubscribed or complained before. */
const SUPPRESSING_CODES = new Set(['605', '606', '607']);

/** https://documentation.mailgun.com/docs/mailgun/user-manual/events: the webhooks' `event-data`, the events API's
 * `items`, and the forms that webhooks posted before 2018. */
export const mailgun = webhookFormat({
  id: 'mailgun',
  title: 'Mailgun webhooks and events',
  signs: [
    [/"event-data"\s*:/, 0.95],
    [/"items"\s*:\s*\[\s*\{[\s\S]*"(recipient-domain|log-level|delivery-status)"/, 0.9],
    [/"items"\s*:\s*\[[\s\S]*"event"\s*:[\s\S]*"paging"\s*:/, 0.7],
    [/"(X-Mailgun-[\w-]+|recipient-domain|log-level)"\s*:/, 0.8],
    [/(^|&)X-Mailgun-[\w-]+=|name="X-Mailgun-/i, 0.9],
    [/(^|&)message-headers=.*(^|&)signature=|(^|&)signature=.*(^|&)token=|(^|&)token=.*(^|&)signature=/, 0.8],
    [/"token"\s*:[\s\S]*"signature"\s*:|"signature"\s*:[\s\S]*"token"\s*:/, 0.5],
  ],
  entries: (body) =>
    (body.has('items') ? body.list('items') : body.list()).map((entry) =>
      entry.has('event-data') ? entry.json('event-data') : entry,
    ),
  event: (entry) => entry.text('event'),
  outcomes: {
    delivered: 'delivered',
    failed: failure,
    rejected: 'bounced',
    complained: 'complained',
    // Before 2018:
    bounced: 'bounced',
    dropped: failure,
    accepted: null,
    stored: null,
    opened: null,
    clicked: null,
    unsubscribed: null,
    list_member_uploaded: null,
    list_member_upload_error: null,
    list_uploaded: null,
    email_validation: null,
  },
  reports: (entry) => [
    entry.has('message', 'headers') || entry.has('delivery-status') ? current(entry) : legacy(entry),
  ],
});

function failure(entry: Fields): Outcome {
  const code = firstOf(entry.text('delivery-status', 'code'), entry.text('code')) ?? '';
  if (SUPPRESSING_CODES.has(code) || /^suppress/.test(entry.text('reason') ?? '')) return 'suppressed';
  return entry.text('severity') === 'temporary' ? 'deferred' : 'bounced';
}

function current(entry: Fields): EntryReport {
  const status = entry.at('delivery-status');
  const headers = entry.at('message', 'headers');
  return {
    at: entry.number('timestamp'),
    recipient: bareAddress(
      firstOf(
        entry.text('recipient'),
        entry.text('envelope', 'targets'),
        entry.list('message', 'recipients')[0]?.text() ?? null,
        headers.text('to'),
      ),
    ),
    sender: bareAddress(firstOf(entry.text('envelope', 'sender'), headers.text('from'))),
    messageId: bareId(headers.text('message-id')),
    queueId: entry.text('storage', 'key'),
    mxHost: bareHost(status.text('mx-host')),
    replyCode: replyCode(status.text('code')),
    statusCode: statusCode(status.text('enhanced-code')),
    diagnostic: answer(
      firstOf(
        status.text('message'),
        status.text('description'),
        entry.text('reject', 'description'),
        entry.text('reject', 'reason'),
        entry.text('reason'),
      ),
    ),
    sendingIp: entry.text('envelope', 'sending-ip'),
    campaign: firstOf(
      entry.list('campaigns')[0]?.text('name') ?? null,
      entry.list('tags')[0]?.text() ?? null,
    ),
    customer: entry.text('account', 'id'),
    eventId: entry.text('id'),
  };
}

function legacy(entry: Fields): EntryReport {
  return {
    at: entry.text('timestamp'),
    recipient: bareAddress(entry.text('recipient')),
    messageId: bareId(firstOf(entry.text('Message-Id'), entry.text('message-id'))),
    replyCode: replyCode(entry.text('code')),
    statusCode: statusCode(entry.text('code')),
    diagnostic: answer(
      firstOf(
        entry.text('error'),
        entry.text('description'),
        entry.text('notification'),
        entry.text('reason'),
      ),
    ),
    campaign: firstOf(
      entry.text('campaign-name'),
      entry.list('tag')[0]?.text() ?? null,
      entry.list('X-Mailgun-Tag')[0]?.text() ?? null,
    ),
  };
}
