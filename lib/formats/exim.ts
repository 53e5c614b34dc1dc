import type { Outcome } from '@/lib/mail/delivery-event';
import { readDelivery } from './exim-delivery';
import type { Format, ParseContext, ParserState } from './format';
import type { LineKind } from './line-parser';
import { OpenMessages, type SavedMessages } from './open-messages';
import { recogniseLines } from './recognise-lines';
import { NOBODY, readRelay } from './relay';
import { TextLogParser } from './text-log-parser';
import type { SavedStamps } from './timestamps';

/** The symbols of delivery (Exim specification, 52.4). `*>` delivers nothing: it was suppressed by -N. */
const OUTCOMES = new Map<string, Outcome>([
  ['=>', 'delivered'],
  ['->', 'delivered'],
  ['>>', 'delivered'],
  ['==', 'deferred'],
  ['**', 'bounced'],
]);

const SPACE = 32;
const HYPHEN = 45;
const BRACKET = 91;
/** `1l4abc-0001yz-Ab`, since 4.97 `1rKLmN-00000000Abc-1xYz`: where the hyphens are, and how long it is. */
const MESSAGE_IDS = [
  { hyphens: [6, 13], length: 16 },
  { hyphens: [6, 18], length: 23 },
];

class EximParser extends TextLogParser {
  private readonly messages: OpenMessages;

  constructor(context: ParseContext, saved?: ParserState) {
    const [stamps, messages]: [SavedStamps?, SavedMessages?] = saved ? JSON.parse(saved) : [];
    super(context, stamps);
    this.messages = new OpenMessages(messages);
  }

  save(): ParserState {
    return JSON.stringify([this.stamps.save(), this.messages.save()]);
  }

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
      const outcome = OUTCOMES.get(text.slice(words, words + 2));
      return outcome ? this.delivery(outcome, at, idEnd, words + 3, end) : 'ignored';
    }
    if (!text.startsWith('Completed', words)) return 'ignored';
    this.messages.close(text.slice(at, idEnd));
    return 'context';
  }

  private messageIdEnd(start: number, end: number): number {
    for (const { hyphens, length } of MESSAGE_IDS) {
      const [first, second] = hyphens as [number, number];
      if (this.text.charCodeAt(start + first) !== HYPHEN || this.text.charCodeAt(start + second) !== HYPHEN)
        continue;
      if (start + length < end && this.text.charCodeAt(start + length) === SPACE) return start + length;
    }
    return -1;
  }

  /** `<= sender H=… P=esmtp S=1234 id=message@id T="…"`; a bounce's sender is `<>`. */
  private arrival(id: number, idEnd: number, start: number, end: number): LineKind {
    const message = this.messages.start(this.words(id, idEnd));
    const senderEnd = this.find(' ', start, end);
    const sender = this.words(start, senderEnd < 0 ? end : senderEnd);
    message.sender = sender === '<>' ? null : sender || null;
    const rest = this.words(start, end);
    // The subject is the last field but those that name people, and may hold anything.
    const subject = rest.indexOf(' T="');
    const nameAt = rest.indexOf(' id=') + 4;
    if (nameAt > 3 && (subject < 0 || nameAt < subject)) {
      const space = rest.indexOf(' ', nameAt);
      message.messageId = rest.slice(nameAt, space < 0 ? rest.length : space) || null;
    }
    const at = this.stamps.time(this.text);
    message.arrivedAt = Number.isNaN(at) ? null : at;
    return 'context';
  }

  /** `=> address …`, `== address … defer (-44): …`, `** address … : …` */
  private delivery(outcome: Outcome, id: number, idEnd: number, start: number, end: number): LineKind {
    // `=> :blackhole: <address>` delivers to nobody, and so does `=> blackhole (non-SMTP ACL discarded recipients)`.
    if (this.text.startsWith(':blackhole:', start) || this.text.startsWith('blackhole (', start))
      return 'ignored';
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    const delivery = readDelivery(this.words(start, end));
    const message = this.messages.get(this.text.slice(id, idEnd));
    const { mxHost, mxIp } = delivery.host ? readRelay(delivery.host) : NOBODY;
    const sinceArrival = message?.arrivedAt == null ? null : Math.max(0, at - message.arrivedAt);
    this.output.events.push({
      position: this.position,
      at,
      outcome,
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
