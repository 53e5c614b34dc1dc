import { type Fields, firstOf } from './fields';
import { answer, bareAddress, bareHost, bareId } from './stated-codes';
import { webhookFormat } from './webhook';

/** https://support.smtp2go.com/hc/en-gb/articles/223087797-Webhooks: JSON or a form. */
export const smtp2go = webhookFormat({
  id: 'smtp2go',
  title: 'SMTP2GO webhooks',
  signs: [
    [
      /"(email_id|sendtime|srchost)"\s*:[\s\S]*"rcpt"\s*:|"rcpt"\s*:[\s\S]*"(email_id|sendtime|srchost)"\s*:/,
      0.9,
    ],
    [/(^|&)(?=.*\brcpt=)(?=.*\bevent=)/, 0.8],
  ],
  event: (entry) => entry.text('event'),
  outcomes: {
    delivered: 'delivered',
    // `bounce` says "hard" or "soft"; either is SMTP2GO's last word on the message.
    bounce: 'bounced',
    hard_bounce: 'bounced',
    soft_bounce: 'bounced',
    // Not tried: the recipient bounced, complained or unsubscribed before.
    reject: 'suppressed',
    rejected: 'suppressed',
    spam: 'complained',
    processed: null,
    open: null,
    opened: null,
    click: null,
    clicked: null,
    unsubscribe: null,
    resubscribe: null,
  },
  reports: (entry) => {
    const [host, ip] = remoteHost(entry);
    return recipients(entry).map((recipient) => ({
      at: firstOf(entry.text('time'), entry.text('sendtime')),
      recipient,
      sender: bareAddress(firstOf(entry.text('sender'), entry.text('from_address'), entry.text('from'))),
      queueId: entry.text('email_id'),
      messageId: bareId(
        firstOf(entry.text('message-id'), entry.text('Message-Id'), entry.text('Message-ID')),
      ),
      mxHost: host,
      mxIp: ip,
      diagnostic: answer(firstOf(entry.text('message'), entry.text('context'), entry.text('reason'))),
      customer: firstOf(entry.text('subaccount_id'), entry.text('auth')),
      eventId: entry.text('id'),
    }));
  },
});

/** One in `rcpt`, or several in `recipients`. */
function recipients(entry: Fields): (string | null)[] {
  const named = entry.has('rcpt') ? entry.list('rcpt') : entry.list('recipients');
  return named.map((recipient) => bareAddress(recipient.text()));
}

/** `gmail-smtp-in.l.google.com [142.251.2.27]` */
function remoteHost(entry: Fields): [string | null, string | null] {
  const [, host = null, ip = null] = /^([^\s[]*)\s*(?:\[([^\]]+)\])?/.exec(entry.text('host') ?? '') ?? [];
  return [bareHost(host), ip];
}
