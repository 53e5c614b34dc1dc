import type { Outcome } from '@/lib/mail/delivery-event';
import { Fields, firstOf } from './fields';
import { answer, bareAddress } from './stated-codes';
import { webhookFormat } from './webhook';

/** Refused for what the message is; any other reason (`hard-bounce`, `spam`, `unsub`, `custom`) lists the recipient. */
const REJECTED_FOR_THE_MESSAGE =
  /^(invalid-sender|invalid|test-mode-limit|unsigned|rule|recipient-whitelist|template)/i;

const NO_ATTEMPT = new Fields(null);

const reject = (entry: Fields): Outcome =>
  REJECTED_FOR_THE_MESSAGE.test(
    entry.text('msg', 'reject', 'reason') ?? entry.text('msg', 'reject_reason') ?? '',
  )
    ? 'bounced'
    : 'suppressed';

/** https://mailchimp.com/developer/transactional/docs/webhooks/: the form field `mandrill_events`, or what it holds. */
export const mandrill = webhookFormat({
  id: 'mandrill',
  title: 'Mandrill (Mailchimp Transactional) webhooks',
  signs: [
    [/mandrill_events/, 0.97],
    [
      /"event"\s*:\s*"(send|delivered|deferral|hard_bounce|soft_bounce|open|click|spam|unsub|reject)"[\s\S]*"msg"\s*:\s*\{/,
      0.9,
    ],
    [/"msg"\s*:\s*\{[\s\S]*"(_id|smtp_events|bounce_description)"\s*:/, 0.8],
    [/"type"\s*:\s*"(blacklist|whitelist|denylist|allowlist)"\s*,\s*"action"/, 0.9],
  ],
  entries: (body) => (body.has('mandrill_events') ? body.json('mandrill_events').list() : body.list()),
  event: (entry) => firstOf(entry.text('event'), entry.text('type')),
  outcomes: {
    delivered: 'delivered',
    deferral: 'deferred',
    hard_bounce: 'bounced',
    soft_bounce: 'bounced',
    reject,
    spam: 'complained',
    // Mandrill has taken the message; `delivered` is its word for the recipient's server.
    send: null,
    open: null,
    click: null,
    unsub: null,
    inbound: null,
    blacklist: null,
    whitelist: null,
    denylist: null,
    allowlist: null,
  },
  reports: (entry, outcome) => {
    const message = entry.at('msg');
    const attempt = message.list('smtp_events').at(-1) ?? NO_ATTEMPT;
    const attempted = outcome === 'delivered' || outcome === 'deferred';
    return [
      {
        at: firstOf(entry.number('ts'), message.number('ts')),
        recipient: bareAddress(message.text('email')),
        sender: bareAddress(message.text('sender')),
        queueId: firstOf(message.text('_id'), entry.text('_id')),
        diagnostic: answer(
          firstOf(
            message.text('diag'),
            message.text('reject', 'reason'),
            message.text('reject_reason'),
            message.text('bounce_description'),
            // The attempts are those before the news, unless the attempt is the news.
            attempted ? attempt.text('diag') : null,
          ),
        ),
        mxIp: attempt.text('destination_ip'),
        sendingIp: attempt.text('source_ip'),
        campaign: message.list('tags')[0]?.text() ?? null,
        customer: message.text('subaccount'),
      },
    ];
  },
});
