import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import type { Format, ParseContext, ParserState } from './format';
import type { LineKind } from './line-parser';
import { recogniseLines } from './recognise-lines';
import { TextLogParser } from './text-log-parser';
import type { SavedStamps } from './timestamps';

/**
 * An attempt is several lines, of which the last one says how it ended:
 *
 *     courieresmtp: id=…,from=<…>,addr=<…>: 550 5.1.1 User unknown
 *     courieresmtp: id=…,from=<…>,addr=<…>,size=329,success: delivered: mx.b.example [192.0.2.1]
 *     courieresmtp: id=…,from=<…>,addr=<…>,size=329,status: success
 */
const RECORD =
  /^id=([0-9A-F.]+),from=<(.*?)>,addr=<(.*?)>(?:,size=\d+)?(?:: |,(success): |,(status): )(.*)$/is;
const OUTCOMES: Record<string, Outcome> = { success: 'delivered', deferred: 'deferred', failure: 'bounced' };
const DELIVERED_TO = /^delivered: (\S+) \[(?:::ffff:)?([0-9a-f.:]+)\]/i;

/** More are not under way at once. */
const ATTEMPTS_KEPT = 2_048;
const WORDS_KEPT = 2_000;

interface Attempt {
  words: string;
  mxHost: string | null;
  mxIp: string | null;
}

class CourierParser extends TextLogParser {
  /** What was said so far, by message and recipient. */
  private readonly attempts: Map<string, Attempt>;

  constructor(context: ParseContext, saved?: ParserState) {
    const [stamps, attempts]: [SavedStamps?, [string, Attempt][]?] = saved ? JSON.parse(saved) : [];
    super(context, stamps);
    this.attempts = new Map(attempts);
  }

  save(): ParserState {
    return JSON.stringify([this.stamps.save(), [...this.attempts]]);
  }

  protected line(start: number, end: number): LineKind {
    if (!this.prefix.read(this.text, start, end)) return 'no syslog line';
    if (!this.text.startsWith('courier', this.prefix.programStart)) return 'ignored';
    const record = RECORD.exec(this.words(this.prefix.message, end));
    if (!record) return 'ignored';
    const [, queueId, sender, recipient, success, status, words] = record as unknown as string[];
    const key = `${queueId} ${recipient}`;
    if (status)
      return this.ended(key, words!, { queueId: queueId!, sender: sender || null, recipient: recipient! });
    const attempt = this.attempt(key);
    if (success) {
      const [, mxHost, mxIp] = DELIVERED_TO.exec(words!) ?? [];
      attempt.mxHost = mxHost?.toLowerCase() ?? null;
      attempt.mxIp = mxIp?.toLowerCase() ?? null;
    } else attempt.words = `${attempt.words}${attempt.words && '\n'}${words}`.slice(0, WORDS_KEPT);
    return 'context';
  }

  private attempt(key: string): Attempt {
    const known = this.attempts.get(key);
    if (known) return known;
    if (this.attempts.size === ATTEMPTS_KEPT) this.attempts.delete(this.attempts.keys().next().value!);
    const attempt = { words: '', mxHost: null, mxIp: null };
    this.attempts.set(key, attempt);
    return attempt;
  }

  private ended(
    key: string,
    status: string,
    known: { queueId: string; sender: string | null; recipient: string },
  ): LineKind {
    const outcome = OUTCOMES[status.trim()];
    if (!outcome) return 'an unknown status';
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    const { words, mxHost, mxIp } = this.attempt(key);
    this.attempts.delete(key);
    this.output.events.push(
      deliveryEvent({
        ...known,
        position: this.position,
        at,
        outcome,
        mxHost,
        mxIp,
        diagnostic: words || null,
      }),
    );
    return 'event';
  }
}

const DELIVERY = / courier[a-z]{0,12}(?:\[\d{1,10}\])?: id=[0-9A-F.]{1,80},from=</i;
const OTHER = / courier[a-z]{1,12}(?:\[\d{1,10}\])?: /i;

export const courier: Format = {
  id: 'courier',
  title: 'Courier',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: DELIVERY, likely: OTHER }),
  open: (context, saved) => new CourierParser(context, saved),
};
