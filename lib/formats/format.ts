import type { DeliveryEvent } from '@/lib/mail/delivery-event';

/**
 * How an input is cut into records before a parser sees it.
 * `lines`: LF-terminated. `mails`: one mail an input, or an mbox. `document`: the whole input is one record.
 */
export type Framing = 'lines' | 'mails' | 'document';

/** What a parser may know of its input beyond the bytes. Nothing in it depends on the time of parsing. */
export interface ParseContext {
  /** When the first bytes were known to exist, ms since the epoch: the year of RFC 3164 stamps follows from it. */
  referenceTime: number;
  /** All of the input was there at the reference time, as with what is pushed; a file goes on growing. Then nothing in it is
   * of a later time, and whoever pushes an older log after a newer one has not gone on to the next year. */
  isWhole?: boolean;
  /** IANA zone of stamps that carry none. */
  timeZone: string;
}

export interface UnparsedExample {
  offset: number;
  reason: string;
  /** At most 512 bytes, decoded leniently. */
  text: string;
}

/** Every record counts once: it gave events, context (joined to later events), was ignored on purpose, or unparsed. */
export interface ParseOutput {
  events: DeliveryEvent[];
  records: { event: number; context: number; ignored: number; unparsed: number };
  /** The first few. */
  unparsed: UnparsedExample[];
  /** How many records could not be read for each reason. */
  reasons: Map<string, number>;
}

/** A parser's open messages, as a string: bounded, and part of the committed position. */
export type ParserState = string;

/** Parses one input from front to back. Never throws on any bytes, and holds no clock and no randomness. */
export interface Parser {
  /** `block` holds whole records only (the last line may lack its LF at the end of the input); `offset` is the
   * position of its first byte. How an input is cut into blocks never changes the result. */
  parse(block: Buffer, offset: number, output: ParseOutput): void;
  save(): ParserState;
}

/** A way of writing down what became of mail. One file each; `index.ts` is the ordered list. */
export interface Format {
  readonly id: string;
  readonly title: string;
  readonly framing: Framing;
  /** How sure this format is that an input that begins with `head` is its own: 0 (no) … 1 (nothing else looks so). */
  recognise(head: Buffer): number;
  open(context: ParseContext, saved?: ParserState): Parser;
}

/** Bounds the examples kept of one block. */
const EXAMPLES_KEPT = 20;
const EXAMPLE_BYTES = 512;
/** A reason may quote the record. */
const REASONS_KEPT = 50;
const ANY_OTHER_REASON = 'any other reason';

export function parseOutput(): ParseOutput {
  return {
    events: [],
    records: { event: 0, context: 0, ignored: 0, unparsed: 0 },
    unparsed: [],
    reasons: new Map(),
  };
}

/** Counts a record that no rule of its format understands, and keeps the first few. */
export function countUnparsed(output: ParseOutput, offset: number, reason: string, record: Buffer): void {
  output.records.unparsed++;
  const { reasons } = output;
  const counted = reasons.size < REASONS_KEPT || reasons.has(reason) ? reason : ANY_OTHER_REASON;
  reasons.set(counted, (reasons.get(counted) ?? 0) + 1);
  if (output.unparsed.length >= EXAMPLES_KEPT) return;
  output.unparsed.push({ offset, reason, text: record.toString('utf8', 0, EXAMPLE_BYTES) });
}
