import type { Outcome } from '@/lib/mail/delivery-event';
import { CsvLineParser } from './csv-lines';
import { Fields, isObject, parseJson, rowOf } from './fields';
import type { Format } from './format';
import type { LineKind } from './line-parser';
import { recogniseLines } from './recognise-lines';
import { recordTime } from './record-time';
import { eventOf } from './report';
import { answer, bareAddress, bareHost, bareId, statusCode } from './stated-codes';

/** PowerMTA User's Guide, "Accounting records". `null`: the record tells of no attempt for a recipient: `r` of a
 * message received, `tq` of a whole queue that waits. */
const OUTCOMES: Readonly<Record<string, Outcome | 'as its action says' | null>> = {
  d: 'delivered',
  delivery: 'delivered',
  b: 'bounced',
  bounce: 'bounced',
  t: 'deferred',
  transient: 'deferred',
  tq: null,
  'transient-queue': null,
  r: null,
  receipt: null,
  received: null,
  f: 'complained',
  feedback: 'complained',
  'feedback-loop': 'complained',
  rb: 'bounced',
  'remote-bounce': 'bounced',
  rs: 'as its action says',
  'remote-status': 'as its action says',
};

/** A remote server's status report comes with any action of RFC 3464 §2.3.3. */
const REMOTE_STATUS: Readonly<Record<string, Outcome>> = { failed: 'bounced', delayed: 'deferred' };

/** What we keep, and the columns that hold it, the best first. Columns vary with `record-fields`; Haraka's
 * accounting-files plugin writes the same records with some names of its own. */
const COLUMNS = {
  type: ['type'],
  at: ['timelogged', 'timequeued'],
  queuedAt: ['timequeued'],
  sender: ['orig', 'originalmailfrom'],
  recipient: ['originalrcptto', 'rcpt', 'orcpt'],
  action: ['dsnaction'],
  status: ['dsnstatus'],
  diagnostic: ['dsndiag', 'dsnmsg'],
  mx: ['dsnmta'],
  mxIp: ['dlvdestinationip', 'destip'],
  sendingIp: ['dlvsourceip', 'srcip'],
  pool: ['vmta', 'vmtapool'],
  campaign: ['jobid', 'header_x-job', 'header_x-campaign-id', 'header_x-campaign', 'header_x-campaignid'],
  customer: [
    'header_x-customer-id',
    'header_x-customer',
    'header_x-sp-subaccount-id',
    'header_x-subaccount',
    'header_x-account',
    'header_x-account-id',
    'header_x-client-id',
    'header_x-client',
    'header_x-tenant',
  ],
  queueId: ['envid'],
  messageId: ['header_message-id'],
  feedbackType: ['feedbacktype'],
  reportedDomain: ['reporteddomain'],
} as const;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];

/** The default columns of version 5, of version 4, and of version 3 (told apart by their number), for a file whose
 * header is gone. */
const VERSION_5 =
  'type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,srcType,srcMta,dlvType,dlvSourceIp,dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,jobId,envId,queue,vmtaPool'.split(
    ',',
  );
const VERSION_4 = VERSION_5.slice(0, 21);
const VERSION_3 = VERSION_4.toSpliced(3, 0, 'timeImprinted');
const DEFAULT_COLUMNS = new Map([VERSION_5, VERSION_4, VERSION_3].map((header) => [header.length, header]));

const ROW = /^(d|b|t|tq|r|f|rb|rs|delivery|bounce|transient)[,\t]/;

/** For each column that we keep, where its values stand. */
type Places = number[][];

class PowerMtaParser extends CsvLineParser<Places> {
  constructor(
    private readonly timeZone: string,
    saved?: string,
  ) {
    super(saved);
  }

  protected headerOf(line: string): { header: string[]; separator: string } | null {
    const separator = /^type([,\t])\w/.exec(line)?.[1];
    return separator ? { header: line.split(separator).map((name) => name.trim()), separator } : null;
  }

  protected columnsOf(header: string[]): Places {
    return placesIn(header);
  }

  protected beginsRow(line: string): boolean {
    return ROW.test(line) || line.startsWith('type,');
  }

  protected aside(line: string): LineKind | null {
    if (line.startsWith('#')) return 'ignored';
    return line.startsWith('{') ? this.json(line) : null;
  }

  protected row(cells: string[], columns: Places | null, position: number): LineKind {
    const places = columns ?? defaultPlaces(cells.length);
    if (!places) return 'no header has come yet';
    return this.record((name) => valueAt(cells, places[NAMES.indexOf(name)]!), position);
  }

  /** Accounting as JSON has the same fields under the same names. */
  private json(line: string): LineKind {
    const value = parseJson(line);
    if (!isObject(value)) return 'no JSON';
    const fields = new Fields(
      Object.fromEntries(Object.entries(value).map(([name, content]) => [name.toLowerCase(), content])),
    );
    return this.record((name) => {
      for (const column of COLUMNS[name]) {
        const text = fields.text(column);
        if (text !== null) return text;
      }
      return null;
    }, this.position);
  }

  private record(get: (name: Column) => string | null, position: number): LineKind {
    const known = rowOf(OUTCOMES, get('type'));
    if (known === undefined) return 'unknown record type';
    const outcome = known === 'as its action says' ? rowOf(REMOTE_STATUS, get('action')) : known;
    if (!outcome) return 'ignored';
    const [, host = null, ip = null] = /^([^\s(]*)(?:\s*\(([^)]*)\))?/.exec(get('mx') ?? '') ?? [];
    const status = get('status');
    const at = recordTime(get('at'), this.timeZone);
    const queuedAt = recordTime(get('queuedAt'), this.timeZone);
    const event = eventOf(
      {
        at,
        outcome,
        recipient: bareAddress(get('recipient')),
        sender: bareAddress(get('sender')),
        queueId: get('queueId'),
        messageId: bareId(get('messageId')),
        mxHost: bareHost(host),
        mxIp: get('mxIp') ?? (ip || null),
        statusCode: statusCode(status),
        // Without the diagnostic the status has PowerMTA's own words: `5.1.2 (bad destination system: no such domain)`.
        diagnostic: answer(get('diagnostic')) ?? status,
        feedbackType: get('feedbackType'),
        reportedDomain: bareHost(get('reportedDomain')),
        delayMs: at !== null && queuedAt !== null && at > queuedAt ? at - queuedAt : null,
        sendingIp: get('sendingIp'),
        pool: get('pool'),
        campaign: get('campaign'),
        customer: get('customer'),
      },
      position,
      null,
    );
    if (!event) return 'unreadable time';
    this.output.events.push(event);
    return 'event';
  }
}

function placesIn(header: string[]): Places {
  const lower = header.map((name) => name.toLowerCase());
  return NAMES.map((name) =>
    COLUMNS[name].map((column) => lower.indexOf(column)).filter((place) => place >= 0),
  );
}

function defaultPlaces(columns: number): Places | null {
  const header = DEFAULT_COLUMNS.get(columns);
  return header ? placesIn(header) : null;
}

function valueAt(cells: string[], places: number[]): string | null {
  for (const place of places) {
    const value = cells[place];
    if (value) return value;
  }
  return null;
}

export const powermta: Format = {
  id: 'powermta',
  title: 'PowerMTA accounting file',
  framing: 'lines',
  recognise: (head) =>
    recogniseLines(head, {
      sure: /^type[,\t].*\b(timeLogged|timeQueued|dsnStatus|bounceCat|vmta)\b|^\{ ?"type": ?"(d|b|t|tq|r|f|rb|rs)", ?"time(Logged|Queued)"/,
      likely: /^(d|b|t|tq|r|f|rb|rs),(\d{9,}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4}),/,
    }),
  open: ({ timeZone }, saved) => new PowerMtaParser(timeZone, saved),
};
