import fs from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ACCEPTED, classify } from '@/lib/classify/classify';
import { type Format, type ParseOutput, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { FORMATS, formatById, recogniseFormat } from '@/lib/formats/index';
import { type DeliveryEvent, isFailure } from '@/lib/mail/delivery-event';
import { isTimeZone } from '@/lib/mail/time-zone';
import type { Verdict } from '@/lib/mail/verdict';
import { listInputs } from '@/lib/sources/list-inputs';
import { readInput } from '@/lib/sources/read-input';
import { LineWriter } from '../line-writer';
import { ParseSummary } from '../report/parse-summary';
import { ProgressBar } from '../report/progress-bar';

const USAGE = `usage: bounceboard parse [--format auto] [--time-zone ZONE] [--summary] FILE…|FOLDER|PATTERN|-
Writes one delivery event a line, as JSON.
  --format     one of: auto, ${FORMATS.map(({ id }) => id).join(', ')}
  --time-zone  of stamps that carry none, such as Europe/Berlin (default: this machine's)
  --summary    a table of what was read, on stderr (default: on a terminal)
`;
/** What a format is told by. */
const HEAD_BYTES = 1 << 16;

interface Options {
  format: Format | null;
  timeZone: string;
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'auto' },
      'time-zone': { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
      summary: { type: 'boolean', default: process.stderr.isTTY ?? false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || !positionals.length) return complain(USAGE, values.help ? 0 : 2);
  const format = values.format === 'auto' ? null : formatById(values.format);
  if (!format && values.format !== 'auto')
    return complain(`bounceboard: there is no format "${values.format}"\n${USAGE}`, 2);
  if (!isTimeZone(values['time-zone']))
    return complain(`bounceboard: there is no time zone "${values['time-zone']}"\n`, 2);

  const options = { format, timeZone: values['time-zone'] };
  const lines = new LineWriter(process.stdout);
  const summary = new ParseSummary();
  const { files, faults } = await listInputs(positionals);
  // Events on the terminal show the progress themselves.
  const bar = process.stdout.isTTY ? null : new ProgressBar(files.length);
  const complainOf = (input: string, fault: string) => {
    summary.failures++;
    bar?.clear();
    process.stderr.write(`bounceboard: ${input}: ${fault}\n`);
  };
  for (const { input, fault } of faults) complainOf(input, fault);
  for (const [index, file] of files.entries()) {
    try {
      for await (const output of outputsOf(file, options, summary)) {
        summary.add(
          output,
          output.events.map(({ outcome }) => [outcome, 1]),
        );
        await writeEvents(file, output, lines);
        bar?.draw(index, `${file}  ${summary.events.toLocaleString('en')} events`);
      }
    } catch (error) {
      complainOf(file, error instanceof Error ? error.message : String(error));
    }
  }
  await lines.flush();
  bar?.clear();
  if (values.summary) process.stderr.write(summary.table());
  return summary.failures > 0 && summary.failures === files.length + faults.length ? 1 : 0;
}

/** What an input holds, piece by piece; throws where it cannot be read, or not to its end. */
async function* outputsOf(
  file: string,
  options: Options,
  summary: ParseSummary,
): AsyncGenerator<ParseOutput> {
  let head: Buffer = Buffer.alloc(0);
  let reader: RecordReader | null = null;
  const open = async () => {
    const format = options.format ?? recognised(head);
    summary.opened(file, format);
    return new RecordReader(format, { referenceTime: await knownSince(file), timeZone: options.timeZone });
  };
  const parse = (step: (output: ParseOutput) => void) => {
    const output = parseOutput();
    step(output);
    return output;
  };
  for await (const chunk of readInput(file)) {
    if (reader) yield parse((output) => reader!.push(chunk, output));
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD_BYTES) continue;
      reader = await open();
      yield parse((output) => reader!.push(head, output));
    }
  }
  if (!reader) {
    if (!head.length) throw new Error('is empty');
    reader = await open();
    yield parse((output) => reader!.push(head, output));
  }
  yield parse((output) => reader!.finish(output));
}

function recognised(head: Buffer): Format {
  const { format, candidates } = recogniseFormat(head.subarray(0, HEAD_BYTES));
  if (format) return format;
  const considered =
    candidates.map(({ format }) => format.id).join(', ') || FORMATS.map(({ id }) => id).join(', ');
  throw new Error(`is in no format that is known here (considered: ${considered})`);
}

/** A file's first bytes existed by the time of its last change; standard input has no other time than now. */
async function knownSince(input: string): Promise<number> {
  return input === '-' ? Date.now() : (await fs.stat(input)).mtimeMs;
}

async function writeEvents(file: string, output: ParseOutput, lines: LineWriter): Promise<void> {
  for (const event of output.events) {
    lines.add(JSON.stringify(lineOf(file, event)));
    if (lines.isFull) await lines.flush();
  }
}

/** A public interface: the names and their order are fixed. */
function lineOf(file: string, event: DeliveryEvent) {
  const verdict = verdictOf(event);
  return {
    file,
    at: new Date(event.at).toISOString(),
    // The server says of both that they were sent; that no rate counts what was thrown away is the store's business.
    outcome: event.outcome === 'discarded' ? 'delivered' : event.outcome,
    recipient: event.recipient,
    sender: event.sender,
    queueId: event.queueId,
    messageId: event.messageId,
    mxHost: event.mxHost,
    mxIp: event.mxIp,
    replyCode: verdict.replyCode,
    statusCode: verdict.statusCode,
    diagnostic: event.diagnostic,
    feedbackType: event.feedbackType,
    reportedDomain: event.reportedDomain,
    delayMs: event.delayMs,
    sendingIp: event.sendingIp,
    pool: event.pool,
    campaign: event.campaign,
    customer: event.customer,
    eventId: event.eventId,
    provider: verdict.provider,
    category: verdict.category,
    bounceType: verdict.bounceType,
    action: verdict.action,
    enforcement: verdict.enforcement,
    rule: verdict.rule,
  };
}

function verdictOf(event: DeliveryEvent): Verdict {
  const verdict = classify({
    response: event.diagnostic ?? '',
    mxHost: event.mxHost,
    recipient: event.recipient,
    remoteIp: event.mxIp,
    replyCode: event.replyCode,
    statusCode: event.statusCode,
    at: event.at,
    final: event.outcome === 'bounced',
  });
  if (isFailure(event.outcome)) return verdict;
  // Local deliveries are accepted in words of their own: `delivered to maildir`.
  return { ...verdict, category: null, bounceType: null, action: null, enforcement: false, rule: ACCEPTED };
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}
