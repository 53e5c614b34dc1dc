import { deliveryEvent, type Outcome } from '@/lib/mail/delivery-event';
import { readDuration } from './duration';
import type { Format } from './format';
import { LineLogParser } from './line-log-parser';
import type { LineKind } from './line-parser';
import { recogniseLines } from './recognise-lines';

/** `result=` since 6.0, the word before `for` until then and still where the queue itself speaks. */
const OUTCOMES = new Map<string, Outcome>([
  ['Ok', 'delivered'],
  ['TempFail', 'deferred'],
  ['PermFail', 'bounced'],
  ['LoopFail', 'bounced'],
  ['Expire', 'bounced'],
]);

/** `8f4864084ecc48f4 mta delivery evpid=… from=<…> to=<…> … result="PermFail" stat="550 …"`; 6.0 to 6.3 write
 * `mta event=delivery`. What `mda` hands to a local program is no SMTP attempt. */
const MTA = /^[0-9a-f]{16} mta (?:event=)?delivery (.*)$/s;
/** `relay: TempFail for 7d2c6e8b4f0e1a2b: session=…, from=<…>, to=<…>, …, stat=421 …` */
const RELAY = /^(?:smtp-out: )?relay: (\w+) for ([0-9a-f]{16}): (.*)$/s;
const FIELD = /([a-z]+)=("[^"]*"|<[^>]*>|[^\s,]+(?: \([^)]*\))?)/g;

class OpensmtpdParser extends LineLogParser {
  protected line(start: number, end: number): LineKind {
    if (!this.prefix.read(this.text, start, end)) return 'no syslog line';
    const words = this.words(this.prefix.message, end);
    const relay = RELAY.exec(words);
    if (relay) return this.attempt(relay[1]!, relay[2]!, relay[3]!);
    const mta = MTA.exec(words);
    return mta ? this.attempt(null, null, mta[1]!) : 'ignored';
  }

  private attempt(result: string | null, id: string | null, words: string): LineKind {
    // The remote server's words come last, and may hold anything.
    const stat = /[ ,]stat=(.*)$/s.exec(words);
    const fields = new Map(
      [...words.slice(0, stat?.index).matchAll(FIELD)].map(([, name, value]) => [name!, bare(value!)]),
    );
    const name = result ?? fields.get('result') ?? '';
    const outcome = OUTCOMES.get(name);
    if (!outcome) return name === 'Remove' ? 'ignored' : 'an unknown result';
    const at = this.stamps.time(this.text);
    if (Number.isNaN(at)) return 'unreadable time';
    // relay="192.0.2.1 (mx.example.org)"
    const [, mxIp, mxHost] = /^([0-9a-f.:]+)(?: \((.*?)\.?\))?$/i.exec(fields.get('relay') ?? '') ?? [];
    this.output.events.push(
      deliveryEvent({
        position: this.position,
        at,
        outcome,
        recipient: fields.get('to') || null,
        sender: fields.get('from') || null,
        queueId: id ?? fields.get('evpid') ?? null,
        mxHost: mxHost?.toLowerCase() || null,
        mxIp: mxIp?.toLowerCase() ?? null,
        diagnostic: (stat && bare(stat[1]!)) || null,
        delayMs: readDuration(fields.get('delay') ?? ''),
        sendingIp: fields.get('source')?.replace(/^-$/, '') || null,
      }),
    );
    return 'event';
  }
}

function bare(value: string): string {
  return value.replace(/^"(.*)"$/s, '$1').replace(/^<(.*)>$/s, '$1');
}

const DELIVERY =
  / smtpd(?:(?:\[\d{1,10}\])?:| \d{1,10} \S{1,32} -) (?:[0-9a-f]{16} (?:mta|mda|smtp) |(?:delivery|relay|bounce): \w+ for [0-9a-f]{16}: )/;
const OTHER = / smtpd(?:\[\d{1,10}\])?: (?:smtp-in|smtp-out|info|warn|debug): /;

export const opensmtpd: Format = {
  id: 'opensmtpd',
  title: 'OpenSMTPD',
  framing: 'lines',
  recognise: (head) => recogniseLines(head, { sure: DELIVERY, likely: OTHER }),
  open: (context, saved) => new OpensmtpdParser(context, saved),
};
