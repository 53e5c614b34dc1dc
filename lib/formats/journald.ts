import {
  countUnparsed,
  type Format,
  type ParseContext,
  type ParseOutput,
  type Parser,
  parseOutput,
} from './format';
import { recogniseLines } from './recognise-lines';

/** Which format a program's messages are in, told by the journal's name of the program. */
export interface JournalProgram {
  identifier: RegExp;
  format: Format;
}

/** `journalctl -o json`: strings, or arrays of bytes where a value is not UTF-8 (systemd's Journal JSON format). */
interface Entry {
  __REALTIME_TIMESTAMP?: unknown;
  _SOURCE_REALTIME_TIMESTAMP?: unknown;
  _HOSTNAME?: unknown;
  SYSLOG_IDENTIFIER?: unknown;
  _COMM?: unknown;
  MESSAGE?: unknown;
}

/** Each entry is written as the syslog line that it once was, and read by the format of its program. */
class JournaldParser implements Parser {
  private readonly parsers = new Map<Format, Parser>();
  private readonly saved: Record<string, string>;

  constructor(
    private readonly programs: readonly JournalProgram[],
    private readonly context: ParseContext,
    saved?: string,
  ) {
    this.saved = saved ? JSON.parse(saved) : {};
  }

  save(): string {
    const states = [...this.parsers].map(([format, parser]) => [format.id, parser.save()]);
    return JSON.stringify({ ...this.saved, ...Object.fromEntries(states) });
  }

  parse(block: Buffer, offset: number, output: ParseOutput): void {
    for (let start = 0; start < block.length; ) {
      const next = block.indexOf(10, start);
      const end = next < 0 ? block.length : next;
      this.record(block.subarray(start, end), offset + start, output);
      start = end + 1;
    }
  }

  private record(line: Buffer, offset: number, output: ParseOutput): void {
    const text = line.toString('utf8').trim();
    if (!text) {
      output.records.ignored++;
      return;
    }
    const entry = readEntry(text);
    const micros = Number(entry?._SOURCE_REALTIME_TIMESTAMP ?? entry?.__REALTIME_TIMESTAMP ?? Number.NaN);
    const at = new Date(micros / 1000);
    if (!entry || Number.isNaN(at.getTime())) {
      countUnparsed(output, offset, 'no entry of a journal', line);
      return;
    }
    const identifier = textOf(entry.SYSLOG_IDENTIFIER) ?? textOf(entry._COMM) ?? '';
    const format = this.programs.find((program) => program.identifier.test(identifier))?.format;
    const message = textOf(entry.MESSAGE);
    if (!format || !message) {
      output.records.ignored++;
      return;
    }
    const host = textOf(entry._HOSTNAME)?.replace(/\s/g, '') || 'localhost';
    const words = message.replace(/[\r\n]+/g, ' ');
    const inner = parseOutput();
    const syslog = Buffer.from(`${at.toISOString()} ${host} ${identifier.replace(/\s/g, '')}: ${words}`);
    this.parserOf(format).parse(syslog, offset, inner);
    output.events.push(...inner.events);
    if (inner.records.unparsed) countUnparsed(output, offset, inner.unparsed[0]!.reason, line);
    output.records.event += inner.records.event;
    output.records.context += inner.records.context;
    output.records.ignored += inner.records.ignored;
  }

  private parserOf(format: Format): Parser {
    const parser = this.parsers.get(format) ?? format.open(this.context, this.saved[format.id]);
    this.parsers.set(format, parser);
    return parser;
  }
}

function readEntry(text: string): Entry | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((byte) => typeof byte === 'number')
    ? Buffer.from(value).toString('utf8')
    : null;
}

const ENTRY =
  /^\s*\{.*"__REALTIME_TIMESTAMP"\s*:.*"MESSAGE"\s*:|^\s*\{.*"MESSAGE"\s*:.*"__REALTIME_TIMESTAMP"\s*:/;
const OTHER = /^\s*\{.*"_SYSTEMD_UNIT"\s*:/;

/** The formats are handed in, since no format knows another. */
export function journald(programs: readonly JournalProgram[]): Format {
  return {
    id: 'journald',
    title: 'systemd journal (JSON)',
    framing: 'lines',
    recognise: (head) => recogniseLines(head, { sure: ENTRY, likely: OTHER }),
    open: (context, saved) => new JournaldParser(programs, context, saved),
  };
}
