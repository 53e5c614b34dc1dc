import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import type { Format, ParseContext, ParserState } from './format';
import type { LineKind } from './line-parser';
import { OpenMessages, type SavedMessages } from './open-messages';
import { recogniseLines } from './recognise-lines';
import { TextLogParser } from './text-log-parser';
import type { SavedStamps } from './timestamps';

/** What qmail-send writes (qmail-log(5)): a delivery has a number, which names a message and a recipient. */
const ARRIVAL = /^info msg (\d+): bytes \d+ from <(.*?)> /s;
const START = /^starting delivery (\d+): msg (\d+) to (?:local|remote) (.*)$/s;
const END = /^delivery (\d+): (success|failure|deferral): (.*)$/s;
const GONE = /^end msg (\d+)$/;
const OUTCOMES: Record<string, Outcome> = { success: 'delivered', failure: 'bounced', deferral: 'deferred' };
/** `192.0.2.1_accepted_message.`, `Connected_to_192.0.2.1_but_sender_was_rejected.`, `Giving_up_on_192.0.2.1.` */
const REMOTE_IP = /(?:^|\/|Connected_to_|Giving_up_on_)((?:\d+\.){3}\d+)(?=[_.]|$)/;
const REMOTE_WORDS = /Remote_host_said:_(.*?)(?:\/Giving_up_on_.*)?$/s;

/** concurrencyremote is at most 65,000 in patched builds and 255 in all others. */
const DELIVERIES_KEPT = 4_096;

/** multilog's stamp: `@`, seconds since 1970 TAI plus 2^62 in hexadecimal, nanoseconds (TAI64N). */
const TAI64N = /^@4([0-9a-f]{15})([0-9a-f]{8}) /;
/** splogger's, behind the syslog prefix: seconds since 1970 with six digits of fraction. */
const SPLOGGER = /^(\d{9,10})\.(\d{6}) /;
/** qmail counts ten seconds more than UTC and no leap second after them. */
const TAI_AHEAD_SECONDS = 10;

type Delivery = [id: string, message: string, recipient: string];

class QmailParser extends TextLogParser {
  private readonly messages: OpenMessages;
  private readonly deliveries: Map<string, Delivery>;

  constructor(context: ParseContext, saved?: ParserState) {
    const [stamps, messages, deliveries = []]: [SavedStamps?, SavedMessages?, Delivery[]?] = saved
      ? JSON.parse(saved)
      : [];
    super(context, stamps);
    this.messages = new OpenMessages(messages);
    this.deliveries = new Map(deliveries.map((delivery) => [delivery[0], delivery]));
  }

  save(): ParserState {
    return JSON.stringify([this.stamps.save(), this.messages.save(), [...this.deliveries.values()]]);
  }

  protected line(start: number, end: number): LineKind {
    const { words, at } = this.stamped(start, end);
    if (words === null) return 'no line of qmail-send';
    const arrival = ARRIVAL.exec(words);
    if (arrival) {
      this.messages.start(arrival[1]!).sender = arrival[2] || null;
      return 'context';
    }
    const started = START.exec(words);
    if (started) {
      const [, id, message, recipient] = started as unknown as [string, string, string, string];
      if (this.deliveries.size === DELIVERIES_KEPT)
        this.deliveries.delete(this.deliveries.keys().next().value!);
      this.deliveries.set(id, [id, message, recipient]);
      return 'context';
    }
    const ended = END.exec(words);
    if (ended) return this.ended(at, ended[1]!, OUTCOMES[ended[2]!]!, ended[3]!);
    const gone = GONE.exec(words);
    if (!gone) return 'ignored';
    this.messages.close(gone[1]!);
    return 'context';
  }

  /** The line's own words and its time. */
  private stamped(start: number, end: number): { words: string | null; at: number } {
    const { text, prefix } = this;
    if (text.charCodeAt(start) === 64) {
      const line = this.words(start, end);
      const [stamp = '', seconds = '', nanoseconds = ''] = TAI64N.exec(line) ?? [];
      const at = (Number.parseInt(seconds, 16) - TAI_AHEAD_SECONDS) * 1000;
      return {
        words: stamp ? line.slice(stamp.length) : null,
        at: at + Math.floor(Number.parseInt(nanoseconds, 16) / 1e6),
      };
    }
    if (!prefix.read(text, start, end)) return { words: null, at: Number.NaN };
    const line = this.words(prefix.message, end);
    const [stamp, seconds, micros] = SPLOGGER.exec(line) ?? [];
    if (!stamp) return { words: line, at: prefix.stamps.time(text) };
    return {
      words: line.slice(stamp.length),
      at: Number(seconds) * 1000 + Math.floor(Number(micros) / 1000),
    };
  }

  private ended(at: number, id: string, outcome: Outcome, report: string): LineKind {
    if (Number.isNaN(at)) return 'unreadable time';
    const [, message = null, recipient = null] = this.deliveries.get(id) ?? [];
    this.deliveries.delete(id);
    const said = REMOTE_WORDS.exec(report)?.[1] ?? report;
    this.output.events.push(
      deliveryEvent({
        position: this.position,
        at,
        outcome,
        recipient,
        sender: (message && this.messages.get(message)?.sender) || null,
        queueId: message,
        mxIp: REMOTE_IP.exec(report)?.[1] ?? null,
        // qmail writes a space as `_` and the end of a line as `/`.
        diagnostic: said.replaceAll('_', ' ').replace(/\/+$/, '').replaceAll('/', '\n') || null,
      }),
    );
    return 'event';
  }
}

const SEND =
  /(?:^@4[0-9a-f]{23} | qmail[\w-]{0,20}(?:\[\d{1,10}\])?: (?:\d{1,10}\.\d{6} )?)(?:new msg|info msg|end msg|starting delivery|delivery) \d+/;
const OTHER = / qmail[\w-]{0,20}(?:\[\d{1,10}\])?: /;

export const qmail: Format = {
  id: 'qmail',
  title: 'qmail',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: SEND, likely: OTHER }),
  open: (context, saved) => new QmailParser(context, saved),
};
