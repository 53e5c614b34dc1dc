import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import type { Format } from './format';
import type { LineKind } from './line-parser';
import { givenUp, noteDeferral, type OpenMessage } from './open-messages';
import { answerIn } from './postfix-answer';
import { addressEnd, PostfixAttempt } from './postfix-attempt';
import { QueueLogParser } from './queue-log-parser';
import { recogniseLines } from './recognise-lines';
import { NOBODY, type Relay, RelayMemory, readRelay } from './relay';

/** `status=` of a delivery attempt. Address probes (`deliverable`, `undeliverable`) send no mail. */
const OUTCOMES = new Map<string, Outcome>([
  ['sent', 'delivered'],
  ['deferred', 'deferred'],
  ['bounced', 'bounced'],
  // bounce(8) with soft_bounce=yes: the refusal was permanent, but the message stays in the queue.
  ['SOFTBOUNCE', 'deferred'],
]);
const STATUS_CODE = /^[245]\.\d{1,3}\.\d{1,3}$/;
const PROBES = new Set(['deliverable', 'undeliverable']);

const SPACE = 32;
const PARENTHESIS = 40;
const PARENTHESIS_CLOSED = 41;
const COLON = 58;
const LESS = 60;
const GREATER = 62;
/** Long queue ids (enable_long_queue_ids) have some 12 to 20 characters, short ones fewer. */
const LONGEST_QUEUE_ID = 24;

class PostfixParser extends QueueLogParser {
  private readonly fields = new PostfixAttempt();
  private readonly relays = new RelayMemory();

  /** `QUEUEID: to=…` of any delivery agent, `from=…` and `removed` of the queue manager, `message-id=` of cleanup. */
  protected line(start: number, end: number): LineKind {
    const { text, prefix } = this;
    if (!prefix.read(text, start, end)) return 'no syslog line';
    const id = prefix.message;
    const idEnd = this.queueIdEnd(id, end);
    // Only Postfix names its programs so: `postfix/smtp`, `postfix-out/smtp`, `postfix/relay/smtp`.
    if (idEnd < 0 || (prefix.programSlash < 0 && !this.isCutName())) return 'ignored';
    const words = idEnd + 2;
    switch (text.charCodeAt(words)) {
      case 116:
        return text.startsWith('to=', words) ? this.attempt(id, idEnd, words + 3, end) : 'ignored';
      case 102:
        return text.startsWith('from=<', words) ? this.queueManager(id, idEnd, words + 6, end) : 'ignored';
      case 109:
        return text.startsWith('message-id=', words) ? this.cleanup(id, idEnd, words + 11, end) : 'ignored';
      case 114:
        if (!text.startsWith('removed', words)) return 'ignored';
        this.messages.close(text.slice(id, idEnd));
        return 'context';
      default:
        return 'ignored';
    }
  }

  /** Forwarding by RFC 5424, rsyslog cuts a name at its slash, unless told `parser.permitSlashInProgramName="on"`. */
  private isCutName(): boolean {
    return this.text.startsWith('postfix', this.prefix.programStart);
  }

  private queueIdEnd(start: number, end: number): number {
    const { text } = this;
    const last = Math.min(end, start + LONGEST_QUEUE_ID);
    for (let i = start; i < last; i++) {
      const code = text.charCodeAt(i);
      if (code === COLON) return i > start && text.charCodeAt(i + 1) === SPACE ? i : -1;
      if (!((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)))
        return -1;
    }
    return -1;
  }

  /** `message-id=<…>`, or without the brackets where the header had none. */
  private cleanup(id: number, idEnd: number, start: number, end: number): LineKind {
    const message = this.messages.start(this.own(id, idEnd));
    const bracketed = this.text.charCodeAt(start) === LESS && this.text.charCodeAt(end - 1) === GREATER;
    message.messageId = (bracketed ? this.own(start + 1, end - 1) : this.own(start, end)) || null;
    return 'context';
  }

  /** `from=<…>, size=…` whenever the message becomes active; `from=<…>, status=expired, …` when the queue gives up. */
  private queueManager(id: number, idEnd: number, start: number, end: number): LineKind {
    const { text } = this;
    const close = addressEnd(text, start, end);
    if (close < 0) return 'a sender without an end';
    const message = this.messages.get(text.slice(id, idEnd)) ?? this.messages.start(this.own(id, idEnd));
    message.sender ??= this.own(start, close) || null;
    // status=expired, returned to sender; status=force-expired, returned to sender (postsuper -e)
    const status = close + 3;
    if (!text.startsWith('status=', status)) return 'context';
    const gaveUp = text.startsWith('expired', status + 7) || text.startsWith('force-expired', status + 7);
    return gaveUp ? this.expired(message, this.own(status + 7, end)) : 'context';
  }

  /** Every recipient who was still deferred has now bounced, for the reason that was given last. */
  private expired(message: OpenMessage, reason: string): LineKind {
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    const { queueId, sender, messageId } = message;
    const known = { at, outcome: 'bounced' as const, queueId, sender, messageId, pool: this.pool() };
    for (const [index, deferral] of givenUp(message, reason).entries())
      this.output.events.push(deliveryEvent({ ...known, ...deferral, position: this.position + index }));
    return 'event';
  }

  private attempt(id: number, idEnd: number, start: number, end: number): LineKind {
    const { text, fields } = this;
    const unread = fields.read(text, start, end);
    if (unread) return unread;
    const space = text.indexOf(' ', fields.status);
    const word = space < 0 || space > end ? end : space;
    const status = text.slice(fields.status, word);
    // Mail that was sent to nobody: discard(8) pretends to deliver, because somebody's rule wants it thrown away.
    const isDiscard = status === 'sent' && text.startsWith('none,', fields.relay);
    const outcome = isDiscard ? 'discarded' : OUTCOMES.get(status);
    if (!outcome) return PROBES.has(status) ? 'ignored' : 'an unknown status';
    const at = this.stamps.time(text);
    if (Number.isNaN(at)) return 'unreadable time';

    const open = text.charCodeAt(word + 1) === PARENTHESIS ? word + 2 : Math.min(word + 1, end);
    const answer = answerIn(text, open, text.charCodeAt(end - 1) === PARENTHESIS_CLOSED ? end - 1 : end);
    let relay = fields.relay < 0 ? NOBODY : this.relay(fields.relay, fields.relayEnd);
    if (relay === NOBODY && answer.relay) relay = readRelay(answer.relay);
    const { mxHost, mxIp } = relay;
    const recipient = this.own(fields.recipient, fields.recipientEnd);
    const statusCode =
      fields.statusCode < 0 ? null : this.statusCode(fields.statusCode, fields.statusCodeEnd);
    const diagnostic = answer.start < answer.end ? this.own(answer.start, answer.end) : null;
    const message = this.messages.get(text.slice(id, idEnd));
    if (message && outcome === 'deferred')
      noteDeferral(message, recipient, { mxHost, mxIp, statusCode, diagnostic });
    else message?.deferrals?.delete(recipient);
    this.output.events.push({
      position: this.position,
      at,
      outcome,
      recipient: recipient || null,
      sender: message ? message.sender : null,
      queueId: message ? message.queueId : this.own(id, idEnd),
      messageId: message ? message.messageId : null,
      mxHost,
      mxIp,
      replyCode: null,
      statusCode,
      diagnostic,
      feedbackType: null,
      reportedDomain: null,
      delayMs: fields.delayMs,
      sendingIp: null,
      pool: this.pool(),
      campaign: null,
      customer: null,
      eventId: null,
    });
    return 'event';
  }

  private relay(start: number, end: number): Relay {
    // As a slice of the block it is only looked up by, and only where a character is a byte.
    const known = this.ascii ? this.relays.find(this.text.slice(start, end)) : undefined;
    return known ?? this.relays.read(this.own(start, end));
  }

  private statusCode(start: number, end: number): string | null {
    const words = this.own(start, end);
    return STATUS_CODE.test(words) ? words : null;
  }

  /** What comes before the daemon's name: `postfix-out/smtp`, `relay/smtp`; `postfix/smtp` is the only instance. */
  private pool(): string | null {
    const { text, prefix } = this;
    const start = text.startsWith('postfix/', prefix.programStart)
      ? prefix.programStart + 8
      : prefix.programStart;
    return start >= prefix.programSlash ? null : this.own(start, prefix.programSlash);
  }
}

/** `…/smtp[123]: ` as files hold it, `…/smtp 123 - [meta x="y"] ` in RFC 5424. */
const TAG = String.raw`(?:\[\d{1,10}\])?: | \d{1,10} \S{1,32} (?:-|\[.{0,400}?\]) {1,2}`;
const DELIVERY = new RegExp(
  String.raw`(?:[\w-]/[a-z][a-z-]{1,20}| postfix[\w-]{0,20})(?:${TAG})[0-9A-Za-z]{5,24}: (?:to=|from=<|message-id=|removed$|client=)`,
);
const DAEMON = new RegExp(
  String.raw`[\w-]/(?:smtpd?|lmtp|qmgr|cleanup|local|virtual|pipe|error|bounce|pickup|master|anvil|scache|tlsmgr|postscreen|dnsblog|trivial-rewrite|postsuper|postfix-script|verify|discard|tlsproxy|proxymap|postlogd)(?:${TAG})`,
);

export const postfix: Format = {
  id: 'postfix',
  title: 'Postfix',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: DELIVERY, likely: DAEMON }),
  open: (context, saved) => new PostfixParser(context, saved),
};
