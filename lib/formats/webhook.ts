import type { Outcome } from '@/lib/mail/delivery-event';
import { Fields, isObject, parseJson, rowOf } from './fields';
import { readForm } from './form-body';
import { countUnparsed, type Format, type ParseOutput } from './format';
import { cutJsonValues } from './json-values';
import { eventOf, type Report } from './report';

/** What an entry says of one recipient: of the outcome only where it is not the entry's own. */
export type EntryReport = Omit<Report, 'outcome'> & Partial<Pick<Report, 'outcome'>>;

/** `null`: ignored on purpose, since it says nothing of a delivery (opens, clicks, subscriptions, acceptance by the
 * service itself). A function decides where the name of the event alone does not. */
export type EventOutcome = Outcome | null | ((entry: Fields) => Outcome | null);

export interface Webhook {
  id: string;
  title: string;
  /** What only bodies of this service hold, and how sure that makes us. */
  signs: readonly (readonly [sign: RegExp, certainty: number])[];
  /** The entries of a body: a batch has several. Default: the items of a list, or the body itself. */
  entries?(body: Fields): Fields[];
  /** The name of an entry's event, as `outcomes` has it. */
  event(entry: Fields): string | null;
  outcomes: Readonly<Record<string, EventOutcome>>;
  /** One report a recipient. */
  reports(entry: Fields, outcome: Outcome): EntryReport[];
}

/** Bodies that a sending service posts: JSON or a form, one a document, or a file of such bodies one after the other.
 * Each entry of a batch counts as a record. */
export function webhookFormat(webhook: Webhook): Format {
  return {
    id: webhook.id,
    title: webhook.title,
    framing: 'document',
    recognise: (head) => recognise(webhook, head),
    open: (context) => ({
      parse(block, offset, output) {
        for (const { start, end } of cutBodies(block))
          readBody(webhook, block.subarray(start, end), offset + start, context.referenceTime, output);
      },
      save: () => '',
    }),
  };
}

function recognise({ signs }: Webhook, head: Buffer): number {
  const text = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const form = text.startsWith('--') ? text : text.split(/\r?\n/, 1)[0]!;
  if (!/^[{[]/.test(text) && readForm(form) === null) return 0;
  return Math.max(0, ...signs.map(([sign, certainty]) => (sign.test(text) ? certainty : 0)));
}

/** A form in parts has several lines; everything else is cut as JSON values. */
function cutBodies(block: Buffer): { start: number; end: number }[] {
  return block.subarray(0, 2).toString('latin1') === '--'
    ? [{ start: 0, end: block.length }]
    : cutJsonValues(block);
}

function readBody(
  webhook: Webhook,
  bytes: Buffer,
  offset: number,
  receivedAt: number,
  output: ParseOutput,
): void {
  const text = bytes.toString('utf8');
  const value = parseJson(text) ?? readForm(text.trim());
  if (!isObject(value) && !Array.isArray(value)) {
    countUnparsed(output, offset, 'neither JSON nor a form', bytes);
    return;
  }
  const body = new Fields(value);
  const entries = webhook.entries?.(body) ?? body.list();
  // An empty batch is how services try out an address.
  if (entries.length === 0) output.records.ignored++;
  let position = offset;
  for (const entry of entries) {
    const reading = readEntry(webhook, entry);
    if (typeof reading === 'string') countUnparsed(output, offset, reading, bytes);
    else if (reading.length === 0) output.records.ignored++;
    else {
      output.records.event++;
      for (const report of reading.map(withOwnId)) {
        const event = eventOf(report, position++, receivedAt);
        if (event) output.events.push(event);
      }
    }
  }
}

/** A text says why an entry cannot be read; no reports at all mean that it is ignored on purpose. */
function readEntry(webhook: Webhook, entry: Fields): Report[] | string {
  const name = webhook.event(entry);
  if (name === null) return 'no event named';
  const known = rowOf(webhook.outcomes, name);
  if (known === undefined) return `unknown event "${name.slice(0, 40)}"`;
  const outcome = typeof known === 'function' ? known(entry) : known;
  if (outcome === null) return [];
  const reports = webhook.reports(entry, outcome);
  return reports.length > 0 ? reports.map((report) => ({ outcome, ...report })) : 'no recipient';
}

/** Several recipients of one entry share its id, which is to name one event. */
const withOwnId = (report: Report, n: number, { length }: Report[]): Report =>
  report.eventId && length > 1 ? { ...report, eventId: `${report.eventId}/${n}` } : report;
