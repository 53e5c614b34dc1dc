import type { Outcome } from '@/lib/mail/delivery-event';
import { CsvLineParser } from './csv-lines';
import type { Format } from './format';
import type { LineKind } from './line-parser';
import { recogniseLines } from './recognise-lines';
import { recordTime } from './record-time';
import { eventOf } from './report';
import { answer, bareAddress, bareHost, bareId } from './stated-codes';

/** https://learn.microsoft.com/en-us/exchange/mail-flow/transport-logs/message-tracking: what a server did with a
 * message. Everything else is a step within the organisation. */
const OUTCOMES = new Map<string, Outcome>([
  ['SEND', 'delivered'],
  ['SENDEXTERNAL', 'delivered'],
  ['DELIVER', 'delivered'],
  ['DEFER', 'deferred'],
  ['FAIL', 'bounced'],
]);

/** The columns of Exchange 2013 and later; 2010 and 2007 lack `network-message-id` and the last ones. */
const COLUMNS =
  'date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data'.split(
    ',',
  );
const NETWORK_MESSAGE_ID = COLUMNS.indexOf('network-message-id');
const OLD_COLUMNS = COLUMNS.toSpliced(NETWORK_MESSAGE_ID, 1);
const GUID = /^[\da-f]{8}-[\da-f-]{27}$/i;
const ROW = /^\d{4}-\d\d-\d\dT[\d:.]+Z,/;

type Places = Map<string, number>;

class ExchangeTrackingParser extends CsvLineParser<Places> {
  protected headerOf(line: string): { header: string[]; separator: string } | null {
    if (!/^#Fields: *date-time,/i.test(line)) return null;
    return {
      header: line
        .slice(line.indexOf(':') + 1)
        .trim()
        .split(','),
      separator: ',',
    };
  }

  protected columnsOf(header: string[]): Places {
    return placesOf(header);
  }

  protected beginsRow(line: string): boolean {
    return ROW.test(line) || line.startsWith('#');
  }

  protected aside(line: string): LineKind | null {
    if (line.startsWith('#')) return 'ignored';
    return ROW.test(line) ? null : 'no row of a message tracking log';
  }

  protected row(cells: string[], columns: Places | null, position: number): LineKind {
    const places = columns ?? (GUID.test(cells[NETWORK_MESSAGE_ID] ?? '') ? PLACES : OLD_PLACES);
    const get = (name: string): string | null => cells[places.get(name) ?? -1] || null;
    const eventId = get('event-id');
    if (!eventId || !/^[A-Z]+$/.test(eventId)) return 'no event-id';
    const outcome = OUTCOMES.get(eventId);
    if (!outcome) return 'ignored';
    const at = recordTime(get('date-time'));
    if (at === null) return 'unreadable time';
    const arrivedAt = recordTime(/^[\dT:.-]+Z/.exec(get('message-info') ?? '')?.[0]);
    const sent = eventId.startsWith('SEND');
    const returnPath = get('return-path') ?? get('sender-address');
    const known = {
      at,
      sender: bareAddress(returnPath),
      queueId: get('internal-message-id'),
      messageId: bareId(get('message-id')),
      delayMs: arrivedAt !== null && arrivedAt <= at ? at - arrivedAt : null,
      sendingIp: sent ? get('client-ip') : null,
      pool: sent ? get('connector-id') : null,
      customer: get('tenant-id'),
    };
    const recipients = (get('recipient-address') ?? '').split(';').filter(Boolean);
    if (recipients.length === 0) return 'no recipient';
    const statuses = statusesOf(get('recipient-status') ?? '', recipients.length);
    for (const [n, recipient] of recipients.entries()) {
      const status = readStatus(statuses[n]!);
      const diagnostic = status.diagnostic ?? answer(get('source-context'));
      const event = eventOf(
        {
          ...known,
          ...status,
          diagnostic,
          mxHost: bareHost(status.mxHost ?? (sent ? get('server-hostname') : null)),
          mxIp: status.mxIp ?? (sent ? get('server-ip') : null),
          outcome: outcomeFor(outcome, diagnostic),
          recipient: bareAddress(recipient),
        },
        position + n,
        at,
      );
      if (event) this.output.events.push(event);
    }
    return 'event';
  }
}

const placesOf = (header: string[]): Places =>
  new Map(header.map((name, place) => [name.trim().toLowerCase(), place]));
const PLACES = placesOf(COLUMNS);
const OLD_PLACES = placesOf(OLD_COLUMNS);

/** The server may have taken the message for some of the recipients only. */
function outcomeFor(outcome: Outcome, diagnostic: string | null): Outcome {
  if (outcome !== 'delivered') return outcome;
  const refused = /^([45])\d\d[ -]/.exec(diagnostic ?? '')?.[1];
  return refused === '4' ? 'deferred' : refused === '5' ? 'bounced' : 'delivered';
}

/** One a recipient, with `;` between; brackets hold a status together: `[{LED=550 5.1.1 …; not found};{MSG=};…]`.
 * Where the numbers differ, nobody knows which is whose. */
function statusesOf(statuses: string, recipients: number): string[] {
  if (recipients === 1) return [statuses];
  const parts: string[] = [''];
  let depth = 0;
  for (const character of statuses) {
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    if (character === ';' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.length === recipients ? parts : Array(recipients).fill(parts.length === 1 ? statuses : '');
}

/** `LED` is the last error, `FQDN` and `IP` the server that it came from. */
function readStatus(status: string): {
  diagnostic: string | null;
  mxHost: string | null;
  mxIp: string | null;
} {
  if (!status.startsWith('[{') && !status.startsWith('{LED='))
    return { diagnostic: answer(status), mxHost: null, mxIp: null };
  const part = (name: string): string | null =>
    new RegExp(`\\{${name}=(.*?)\\}(?=;\\{|\\]|$)`, 's').exec(status)?.[1]?.trim() || null;
  return { diagnostic: answer(part('LED') ?? part('MSG')), mxHost: part('FQDN'), mxIp: part('IP') };
}

export const exchangeTracking: Format = {
  id: 'exchange-tracking',
  title: 'Exchange message tracking log',
  framing: 'lines',
  recognise: (head) =>
    recogniseLines(head, {
      sure: /^(\xef\xbb\xbf)?#Log-type: Message Tracking|^#Fields: *date-time,.*\bevent-id\b.*\brecipient-status\b/i,
      likely:
        /^\d{4}-\d\d-\d\dT[\d:.]+Z,.*,[A-Z]+,(RECEIVE|SEND|SENDEXTERNAL|DELIVER|DUPLICATEDELIVER|FAIL|DEFER|DSN|EXPAND|REDIRECT|RESOLVE|SUBMIT|TRANSFER|HA[A-Z]+|NOTIFYMAPI|AGENTINFO|PROCESS|DROP|BADMAIL|LOAD|RESUBMIT|SUPPRESSED|THROTTLE),/,
    }),
  open: (_context, saved) => new ExchangeTrackingParser(saved),
};
