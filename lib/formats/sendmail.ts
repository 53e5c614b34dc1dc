import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import { readClock } from './duration';
import type { Format } from './format';
import type { LineKind } from './line-parser';
import { givenUp, noteDeferral, type OpenMessage } from './open-messages';
import { QueueLogParser } from './queue-log-parser';
import { recogniseLines } from './recognise-lines';
import { NOBODY, readRelay } from './relay';

/** A queue id (twelve to sixteen characters as they come, NOQUEUE never has a recipient) and what follows. */
const RECORD = /^([0-9A-Za-z]{5,20}): (.*)$/s;
/** `to=<a@b.example>,<c@b.example>, ctladdr=…`: the addresses end where the next field begins. */
const TO = /^to=(.*?), (?=[a-z_]+=)/s;
const STAT = /(?:^|, )stat=(.*)$/s;
const FIELD = /(?:^|, )([a-z_]+)=(.*?)(?=, [a-z_]+=|$)/gs;
const ADDRESS = /<[^>]*>|"[^"]*"[^,]*|[^,]+/g;
const STATUS_CODE = /^[245]\.\d{1,3}\.\d{1,3}$/;
/** `t8xyz: u9abc: sender notify: Cannot send message for 5 days`; a copy for the postmaster says nothing new. */
const GAVE_UP = /^[0-9A-Za-z]+: (?:sender notify|return to sender|DSN): Cannot send message/;

class SendmailParser extends QueueLogParser {
  protected line(start: number, end: number): LineKind {
    if (!this.prefix.read(this.text, start, end)) return 'no syslog line';
    const record = RECORD.exec(this.words(this.prefix.message, end));
    if (!record) return 'ignored';
    const [, queueId, words] = record as unknown as [string, string, string];
    if (words.startsWith('to=')) return this.attempt(queueId, words);
    if (words.startsWith('from=')) return this.arrival(queueId, words);
    if (GAVE_UP.test(words)) return this.gaveUp(queueId, words.slice(words.lastIndexOf(': ') + 2));
    if (!words.startsWith('done;')) return 'ignored';
    this.messages.close(queueId);
    return 'context';
  }

  /** `from=<…>, size=…, class=0, nrcpts=1, msgid=<…>, …` */
  private arrival(queueId: string, words: string): LineKind {
    const message = this.messages.start(queueId);
    const fields = new Map([...words.matchAll(FIELD)].map(([, name, value]) => [name!, value!]));
    message.sender = address(fields.get('from') ?? '') || null;
    message.messageId = address(fields.get('msgid') ?? '') || null;
    return 'context';
  }

  /** `to=<…>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=…, relay=host. [ip], dsn=2.0.0, stat=Sent (…)` */
  private attempt(queueId: string, words: string): LineKind {
    const to = TO.exec(words);
    const stat = STAT.exec(words)?.[1];
    if (!to || stat === undefined) return 'a delivery without a status';
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    const fields = new Map(
      [...words.slice(to[0].length).matchAll(FIELD)].map(([, name, value]) => [name!, value!]),
    );
    const statusCode = STATUS_CODE.exec(fields.get('dsn') ?? '')?.[0] ?? null;
    const outcome = outcomeOf(stat, statusCode);
    if (!outcome) return 'ignored';
    const relay = fields.get('relay');
    const { mxHost, mxIp } = relay ? readRelay(relay) : NOBODY;
    const message = this.messages.get(queueId);
    // reply=550 5.1.1 <a@b.example>... User unknown, stat=User unknown
    const [, code, said] = /^([2-5]\d\d)(?:[- ](.+))?$/s.exec(fields.get('reply') ?? '') ?? [];
    const diagnostic = (said ? fields.get('reply')! : remoteWords(stat)) || null;
    const recipients = (to[1]!.match(ADDRESS) ?? []).map(address).filter((name) => name && name !== '[more]');
    for (const [index, recipient] of recipients.entries()) {
      if (message && outcome === 'deferred')
        noteDeferral(message, recipient, { mxHost, mxIp, statusCode, diagnostic });
      else message?.deferrals?.delete(recipient);
      this.output.events.push(
        deliveryEvent({
          position: this.position + index,
          at,
          outcome,
          recipient,
          sender: message?.sender ?? null,
          queueId,
          messageId: message?.messageId ?? null,
          mxHost,
          mxIp,
          replyCode: code ? Number(code) : null,
          statusCode,
          diagnostic,
          delayMs: readClock(fields.get('delay') ?? ''),
        }),
      );
    }
    return recipients.length ? 'event' : 'a delivery to nobody';
  }

  private gaveUp(queueId: string, reason: string): LineKind {
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    const message: OpenMessage = this.messages.get(queueId) ?? this.messages.start(queueId);
    const { sender, messageId } = message;
    for (const [index, deferral] of givenUp(message, reason).entries())
      this.output.events.push(
        deliveryEvent({
          at,
          outcome: 'bounced',
          queueId,
          sender,
          messageId,
          ...deferral,
          position: this.position + index,
        }),
      );
    this.messages.close(queueId);
    return 'event';
  }
}

/** `Sent (…)`, `Deferred: …`, or the name of the failure; `queued` is no attempt. */
function outcomeOf(stat: string, statusCode: string | null): Outcome | null {
  if (stat.startsWith('queued')) return null;
  if (stat.startsWith('Sent') || statusCode?.startsWith('2')) return 'delivered';
  return stat.startsWith('Deferred') || statusCode?.startsWith('4') ? 'deferred' : 'bounced';
}

/** The other server's words: `Sent (ok 1234 accepted)`, `Deferred: 451 4.7.1 Greylisting in action`. */
function remoteWords(stat: string): string {
  return /^Sent \((.*)\)$/s.exec(stat)?.[1] ?? /^Deferred: (.+)$/s.exec(stat)?.[1] ?? stat;
}

function address(written: string): string {
  return written.trim().replace(/^<(.*)>$/s, '$1');
}

const DELIVERY = /[\]\w-]:? [0-9A-Za-z]{5,20}: (?:to=.*, stat=|from=.*, size=\d+, (?:class=|nrcpts=))/;
const OTHER = / (?:sendmail|sm-[\w-]{1,30})(?:\[\d{1,10}\])?: /;

export const sendmail: Format = {
  id: 'sendmail',
  title: 'Sendmail',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: DELIVERY, likely: OTHER }),
  open: (context, saved) => new SendmailParser(context, saved),
};
