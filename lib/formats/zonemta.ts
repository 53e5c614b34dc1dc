import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import type { Format, ParseContext } from './format';
import { type LineKind, LineParser } from './line-parser';
import { recogniseLines } from './recognise-lines';
import { recordTime } from './record-time';
import { bareAddress, bareHost, bareId } from './stated-codes';
import { SyslogPrefix } from './syslog-prefix';
import { type SavedStamps, Stamps } from './timestamps';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  ACCEPTED: 'delivered',
  DEFERRED: 'deferred',
  REJECTED: 'bounced',
};

/** What a sender process writes of an attempt; versions before 1.5 have neither session, `src` nor message id:
 *
 *     Sender/default/1234 id=1f2 15a3.001 ACCEPTED from=a@example.com[srs@example.net] to=b@example.org src=192.0.2.1
 *         mx=mx.example.org[198.51.100.1] id=<1@example.com> (250 2.0.0 OK)
 *     Sender/default/1234 15a3.001 REJECTED[blacklist] from=… to=… mx=mx.example.org (550 …) */
const ATTEMPT =
  /\bSender\/(\S+?)\/\d+ (?:id=\S* )?(\S+\.\w+) (ACCEPTED|DEFERRED|REJECTED)(?:\[[^\]]*\])? from=(\S*) to=(\S*) (?:src=(\S*) )?mx=([^\s[]*)(?:\[([^\]]*)\])?(?: id=(\S*))?.*?(?: \((.*)\))?$/;

/** A line as npmlog prints it, with a time before it where the service manager or the configuration adds one. */
const PLAIN =
  /^(?:\[?(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))\]? +)?(?:silly|verb|info|http|WARN|ERR!|notice|timing)\b/;

class ZoneMtaParser extends LineParser {
  private readonly prefix: SyslogPrefix;

  constructor(context: ParseContext, saved?: string) {
    super();
    const stamps: SavedStamps = saved ? JSON.parse(saved) : null;
    this.prefix = new SyslogPrefix(new Stamps(context, stamps));
  }

  save(): string {
    return JSON.stringify(this.prefix.stamps.save());
  }

  protected line(start: number, end: number): LineKind {
    const line = this.words(start, end);
    const plain = PLAIN.exec(line);
    const withPrefix = plain === null && this.prefix.read(this.text, start, end);
    if (!plain && !withPrefix) return 'no line of ZoneMTA';
    const attempt = ATTEMPT.exec(line);
    if (!attempt) return 'ignored';
    const at = withPrefix ? this.prefix.stamps.time(this.text) : recordTime(plain?.[1]);
    if (at === null || Number.isNaN(at)) return 'no time';
    const [, zone, queueId, action, from, to, source, mx, ip, messageId, response] = attempt;
    // The address in brackets is the one that was used: a forwarder rewrites it (SRS).
    const sender = /\[(.*)\]$/.exec(from!)?.[1] ?? from!;
    this.output.events.push(
      deliveryEvent({
        position: this.position,
        at,
        outcome: OUTCOMES[action!]!,
        recipient: bareAddress(to!),
        sender: bareAddress(sender),
        queueId: queueId!,
        messageId: bareId(messageId ?? null),
        mxHost: bareHost(mx!),
        mxIp: ip || null,
        diagnostic: response || null,
        sendingIp: source || null,
        pool: zone!,
      }),
    );
    return 'event';
  }
}

export const zonemta: Format = {
  id: 'zonemta',
  title: 'ZoneMTA log',
  framing: 'lines',
  recognise: (head) =>
    recogniseLines(head, {
      sure: /\bSender\/\S+\/\d+ .*\b(ACCEPTED|DEFERRED|REJECTED)\b(\[[^\]]*\])? from=/,
      likely: /\b(Sender|Receiver|Queue)\/\S+\/\d+ /,
    }),
  open: (context, saved) => new ZoneMtaParser(context, saved),
};
