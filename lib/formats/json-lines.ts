import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import { isObject, type Loose, parseJson } from './fields';
import type { Format, ParseContext } from './format';
import { type LineKind, LineParser } from './line-parser';
import { eventOf, type Report } from './report';

/** A pretty-printed record that goes on for longer has no end. */
const LONGEST_RECORD = 1 << 18;

/** What a record says: of one recipient each; nothing at all if it is ignored on purpose; or why it is not understood. */
export type Reading = Report[] | (string & {});

export interface JsonLog {
  id: string;
  title: string;
  recognise(head: Buffer): number;
  /** Whether the line can be told to be ignored by its beginning alone. */
  passesOver?(text: string, start: number): boolean;
  read(record: Loose): Reading;
}

interface OpenRecord {
  text: string;
  depth: number;
  position: number;
}

/** Logs of JSON objects: one a line, or spread over lines as pretty-printers do, with or without a list around them. */
class JsonLineParser extends LineParser {
  private open: OpenRecord | null;

  constructor(
    private readonly log: JsonLog,
    private readonly context: ParseContext,
    saved?: string,
  ) {
    super();
    this.open = saved ? JSON.parse(saved) : null;
  }

  save(): string {
    return this.open ? JSON.stringify(this.open) : '';
  }

  protected line(start: number, end: number): LineKind {
    if (this.open) return this.goOn(this.open, this.words(start, end));
    if (this.log.passesOver?.(this.text, start)) return 'ignored';
    const text = this.words(start, end);
    const value = parseJson(text);
    if (value !== undefined) return this.value(value, this.position);
    const trimmed = text.trim();
    if (/^\[?\s*\{$/.test(trimmed)) {
      this.open = { text: '{', depth: 1, position: this.position };
      return 'context';
    }
    // What is left of a list around the records: `[`, `]`, `},`
    if (/^[[\],]*$/.test(trimmed)) return 'ignored';
    const item =
      trimmed.startsWith('{') && trimmed.endsWith(',') ? parseJson(trimmed.slice(0, -1)) : undefined;
    return item === undefined ? 'no JSON' : this.value(item, this.position);
  }

  private goOn(open: OpenRecord, line: string): LineKind {
    open.text += `\n${line}`;
    open.depth += depthOf(line);
    if (open.depth > 0 && open.text.length <= LONGEST_RECORD) return 'context';
    this.open = null;
    if (open.depth > 0) return 'a record without an end';
    const value = parseJson(open.text.replace(/[\s,\]]+$/, ''));
    return value === undefined ? 'no JSON' : this.value(value, open.position);
  }

  private value(value: unknown, position: number): LineKind {
    const records = Array.isArray(value) ? value : [value];
    const events: DeliveryEvent[] = [];
    for (const record of records) {
      if (!isObject(record)) return 'no JSON object';
      const reading = this.log.read(record);
      if (typeof reading === 'string') return reading;
      for (const report of reading) {
        const event = eventOf(report, position + events.length, null, this.context.timeZone);
        if (!event) return 'no time';
        events.push(event);
      }
    }
    for (const event of events) this.output.events.push(event);
    return events.length > 0 ? 'event' : 'ignored';
  }
}

/** By how many braces more a line opens than it closes; strings end on the line that they begin on. */
function depthOf(line: string): number {
  let depth = 0;
  for (const [brace] of line.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[{}]/g))
    depth += brace === '{' ? 1 : -1;
  return depth;
}

export function jsonLogFormat(log: JsonLog): Format {
  return {
    id: log.id,
    title: log.title,
    framing: 'lines',
    recognise: (head) => log.recognise(head),
    open: (context, saved) => new JsonLineParser(log, context, saved),
  };
}
