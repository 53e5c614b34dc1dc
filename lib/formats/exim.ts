import type { Outcome } from '@/lib/mail/delivery-event';
import { isDiscard, readDelivery } from './exim-delivery';
import type { Format } from './format';
import type { LineKind } from './line-parser';
import { QueueLogParser } from './queue-log-parser';
import { recogniseLines } from './recognise-lines';
import { NOBODY, readRelay } from './relay';

const SPACE = 32;
const STAR = 42;
const HYPHEN = 45;
const EQUALS = 61;
const GREATER = 62;
const BRACKET = 91;

class EximParser extends QueueLogParser {
  /** `2026-01-02 03:04:05.678 +0100 [1234] 1l4abc-0001yz-Ab => …`, all but date, clock and id as configured. */
  protected line(start: number, end: number): LineKind {
    const { text } = this;
    const first = text.charCodeAt(start);
    let at = start;
    // A digit begins Exim's own stamp, or that of a modern syslog with Exim's behind it or none.
    const own =
      first >= 48 && first <= 57 && text.charCodeAt(start + 10) === SPACE ? this.stamps.read(text, at) : -1;
    if (own >= 0) at = own + 1;
    else {
      if (!this.prefix.read(text, start, end)) return 'no line of a main log';
      if (!text.startsWith('exim', this.prefix.programStart)) return 'ignored';
      at = this.prefix.message;
      // `[1/2] `: the beginning of a line that was too long for syslog
      if (text.charCodeAt(at) === BRACKET) at = this.find(' ', at, end) + 1 || end;
      const inner = text.charCodeAt(at + 4) === HYPHEN ? this.stamps.read(text, at) : -1;
      if (inner >= 0) at = inner + 1;
    }
    // log_selector +pid
    if (text.charCodeAt(at) === BRACKET) at = this.find(' ', at, end) + 1 || end;
    const idEnd = this.messageIdEnd(at, end);
    if (idEnd < 0) return 'ignored';
    const words = idEnd + 1;
    if (text.charCodeAt(words + 2) === SPACE) {
      if (text.startsWith('<= ', words)) return this.arrival(at, idEnd, words + 3, end);
      const outcome = outcomeOf(text.charCodeAt(words), text.charCodeAt(words + 1));
      return outcome ? this.delivery(outcome, at, idEnd, words + 3, end) : 'ignored';
    }
    if (!text.startsWith('Completed', words)) return 'ignored';
    this.messages.close(text.slice(at, idEnd));
    return 'context';
  }

  /** `1l4abc-0001yz-Ab`, since 4.97 `1rKLmN-00000000Abc-1xYz`. */
  private messageIdEnd(start: number, end: number): number {
    const { text } = this;
    if (text.charCodeAt(start + 6) !== HYPHEN) return -1;
    const length =
      text.charCodeAt(start + 18) === HYPHEN ? 23 : text.charCodeAt(start + 13) === HYPHEN ? 16 : 0;
    const idEnd = start + length;
    return length && idEnd < end && text.charCodeAt(idEnd) === SPACE ? idEnd : -1;
  }

  /** `<= sender H=… P=esmtp S=1234 id=message@id T="…"`; a bounce's sender is `<>`. */
  private arrival(id: number, idEnd: number, start: number, end: number): LineKind {
    const { text } = this;
    let at = this.find(' ', start, end);
    const senderEnd = at < 0 ? end : at;
    // The subject is the last field but those that name people, and may hold anything.
    while (at >= 0 && !text.startsWith('id=', at + 1) && !text.startsWith('T="', at + 1))
      at = this.find(' ', at + 1, end);
    const name = at >= 0 && text.startsWith('id=', at + 1) ? at + 4 : end;
    const space = this.find(' ', name, end);
    const nameEnd = space < 0 ? end : space;
    // One copy, without the subject and the people behind it.
    const known = this.own(id, name < end ? nameEnd : senderEnd);
    const message = this.messages.start(known.slice(0, idEnd - id));
    const sender = known.slice(start - id, senderEnd - id);
    message.sender = sender === '<>' ? null : sender || null;
    message.messageId = known.slice(name - id) || null;
    const arrivedAt = this.stamps.time(text);
    message.arrivedAt = Number.isNaN(arrivedAt) ? null : arrivedAt;
    return 'context';
  }

  /** `=> address …`, `== address … defer (-44): …`, `** address … : …` */
  private delivery(outcome: Outcome, id: number, idEnd: number, start: number, end: number): LineKind {
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    const line = this.own(start, end);
    const delivery = readDelivery(line);
    const message = this.messages.get(this.text.slice(id, idEnd));
    const { mxHost, mxIp } = delivery.host ? readRelay(delivery.host) : NOBODY;
    const sinceArrival = message?.arrivedAt == null ? null : Math.max(0, at - message.arrivedAt);
    this.output.events.push({
      position: this.position,
      at,
      outcome: outcome === 'delivered' && isDiscard(line) ? 'discarded' : outcome,
      recipient: delivery.recipient,
      sender: delivery.sender === undefined ? (message?.sender ?? null) : delivery.sender,
      queueId: message?.queueId ?? this.words(id, idEnd),
      messageId: message?.messageId ?? null,
      mxHost,
      mxIp,
      replyCode: null,
      statusCode: null,
      diagnostic: delivery.diagnostic,
      feedbackType: null,
      reportedDomain: null,
      delayMs: delivery.queueMs ?? sinceArrival,
      sendingIp: delivery.interfaceIp,
      pool: delivery.transport,
      campaign: null,
      customer: null,
      eventId: null,
    });
    return 'event';
  }
}

/** The symbols of delivery (Exim specification, 52.4). `*>` delivers nothing: it was suppressed by -N. */
function outcomeOf(first: number, second: number): Outcome | null {
  if (second === GREATER)
    return first === EQUALS || first === HYPHEN || first === GREATER ? 'delivered' : null;
  if (first !== second) return null;
  if (first === EQUALS) return 'deferred';
  return first === STAR ? 'bounced' : null;
}

const STAMP = String.raw`^(?:\S.* exim\S*: )?(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? (?:[+-]\d{4} )?)?(?:\[\d+\] )?`;
const MESSAGE = new RegExp(
  String.raw`${STAMP}\w{6}-\w{6}(?:\w{5})?-\w{2}(?:\w\w)? (?:<=|=>|->|>>|\*>|==|\*\*|Completed|\S)`,
);
const OTHER = new RegExp(
  String.raw`${STAMP}(?:H=|(?:Start|End) queue run|exim \d|no host name found|rejected |SMTP |TLS |SIGHUP|cwd=|unexpected |no IP address|Warning: )`,
);

export const exim: Format = {
  id: 'exim',
  title: 'Exim main log',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: MESSAGE, likely: OTHER }),
  open: (context, saved) => new EximParser(context, saved),
};
