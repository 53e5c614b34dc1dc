import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import type { Format } from './format';
import { readHarakaLine } from './haraka-line';
import { LineLogParser } from './line-log-parser';
import type { LineKind } from './line-parser';
import { recogniseLines } from './recognise-lines';

/** `recipient <a@b.example> rejected: 550 5.1.1 …`; older versions say `rejected` of temporary refusals too. */
const RECIPIENT = /^recipient <?([^>\s]+)>? (?:rejected|deferred): ((\d)\d\d.*)$/s;
/** `delivered file=… domain="b.example" host="mx.b.example" ip=192.0.2.1 … response="…" delay=0.5 … rcpts=1/0/0` */
const DELIVERED = /^delivered file=/;
/** `Temp failing FILE for 60 seconds: Upstream error: 421 …` */
const DEFERRED = /^Temp failing (\S+) for [\d.]+ seconds: (?:Upstream error: )?(.*)$/s;
const BOUNCED = /^bouncing mail: (?:Too many failures \((?:Upstream error: )?(.*)\)|(.*))$/s;
/** The recipients in question have had lines of their own. */
const SAID_ALREADY = /^Some recipients /;

class HarakaParser extends LineLogParser {
  protected line(start: number, end: number): LineKind {
    const said = readHarakaLine(this.words(start, end));
    if (!said) return 'ignored';
    const { uuid: queueId, message: words, fields } = said;

    const recipient = RECIPIENT.exec(words);
    if (recipient) {
      const outcome = recipient[3] === '4' ? 'deferred' : 'bounced';
      return this.tell(start, end, outcome, {
        queueId,
        recipient: recipient[1]!,
        diagnostic: recipient[2]!,
      });
    }
    if (DELIVERED.test(words)) return this.delivered(start, end, queueId, fields);
    const deferred = DEFERRED.exec(words);
    if (deferred) return this.wholeMessage(start, end, 'deferred', queueId ?? deferred[1]!, deferred[2]!);
    const bounced = BOUNCED.exec(words);
    if (bounced) return this.wholeMessage(start, end, 'bounced', queueId, bounced[1] ?? bounced[2]!);
    return 'ignored';
  }

  private delivered(
    start: number,
    end: number,
    queueId: string | null,
    fields: Map<string, string>,
  ): LineKind {
    // rcpts=OK/deferred/bounced: the line does not name them. Each is an event, and has a character for its position.
    const accepted = Number(/^\d+/.exec(fields.get('rcpts') ?? '')?.[0] ?? 1);
    const seconds = /^\d+(?:\.\d+)?$/.exec(fields.get('delay') ?? '')?.[0];
    const known = {
      queueId: queueId ?? (fields.get('file') || null),
      mxHost: fields.get('host')?.toLowerCase().replace(/\.$/, '') || null,
      mxIp: fields.get('ip') || null,
      diagnostic: fields.get('response') || null,
      delayMs: seconds ? Math.round(Number(seconds) * 1000) : null,
    };
    return this.tell(start, end, 'delivered', known, Math.min(Math.max(accepted, 1), end - start));
  }

  private wholeMessage(
    start: number,
    end: number,
    outcome: Outcome,
    queueId: string | null,
    reason: string,
  ): LineKind {
    if (SAID_ALREADY.test(reason)) return 'ignored';
    return this.tell(start, end, outcome, { queueId, diagnostic: reason || null });
  }

  private tell(
    start: number,
    end: number,
    outcome: Outcome,
    known: Omit<Parameters<typeof deliveryEvent>[0], 'position' | 'at' | 'outcome'>,
    recipients = 1,
  ): LineKind {
    const stamped = this.stamps.read(this.text, start) >= 0 || this.prefix.read(this.text, start, end);
    const at = stamped ? this.stamps.time(this.text) : Number.NaN;
    if (Number.isNaN(at)) return 'no time';
    for (let n = 0; n < recipients; n++)
      this.output.events.push(deliveryEvent({ ...known, position: this.position + n, at, outcome }));
    return 'event';
  }
}

const DELIVERY =
  /\[[A-Z]{4,8}\] (?:\[[^\]]{0,80}\] )?\[outbound\] |\blevel=[A-Z]{4,8} (?:connection_)?uuid=\S{1,80} origin=|\{"level":"[A-Z]{4,8}","(?:connection_)?uuid":"[^"]{1,80}","origin":/;
const OTHER = /\[(?:DATA|PROTOCOL|DEBUG|INFO|NOTICE|WARN|ERROR|CRIT)\] \[[^\]]{0,80}\] \[[\w./-]{1,80}\] /;

export const haraka: Format = {
  id: 'haraka',
  title: 'Haraka',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: DELIVERY, likely: OTHER }),
  open: (context, saved) => new HarakaParser(context, saved),
};
