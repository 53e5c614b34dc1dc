import { type Cutter, LONGEST_DOCUMENT } from './cutter';
import type { ParseOutput, Parser } from './format';
import { OpenRecord } from './open-record';

const SEPARATOR = 'From ';
const BEGINS_MBOX = /^(?:\xef\xbb\xbf)?\s*From \S/;
/** Looked at before and after a line to tell whether it is a separator: an empty line, and the line and its next one. */
const BEFORE = 4;
const AFTER = 512;

const LINE_END = /[\r\n]$/;
const EMPTY_LINE = /(?:\n\r?\n|[\r\n]\r)$/;
/** asctime(3), with a zone or none: `From ana@example.com Thu Jan  1 00:00:00 1970`. */
const DATED = /^From \S[^\r\n]{0,320} \d{1,2}:\d\d(?::\d\d)?[^\r\n]{0,40}(?:[\r\n]|$)/;
/** The next line is a field, or an older separator that was quoted. */
const HEADED = /^From [^\r\n]*(?:\r\n?|\n)(?:>From |[A-Za-z][\w-]{0,75}[ \t]{0,4}:)/;

/**
 * Each mail of an mbox is a block of its own and begins with its `From ` line; any other input is one mail. A
 * separator comes after an empty line (RFC 4155), names a time, and has a header below it, but programs leave out
 * each of these, and people write lines that begin with "From": two of the three are enough.
 */
export class MailCutter implements Cutter {
  readonly #open: OpenRecord;
  #isMbox: boolean | null = null;
  /** The end of what has been pushed, kept back until what follows has been seen too. */
  #held: Buffer = Buffer.alloc(0);
  #heldOffset = 0;
  /** How much of what is held back stands before the first line that has not been decided on. */
  #decided = 0;

  constructor(parser: Parser) {
    this.#open = new OpenRecord(parser, LONGEST_DOCUMENT);
  }

  get pending(): number {
    return this.#open.length + this.#held.length;
  }

  push(chunk: Buffer, offset: number, output: ParseOutput): void {
    const bytes = this.#held.length ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#cut(bytes, offset - this.#held.length, bytes.length - AFTER, output);
  }

  finish(output: ParseOutput): void {
    this.#cut(this.#held, this.#heldOffset, this.#held.length, output);
    this.#open.add(this.#held, this.#heldOffset);
    this.#held = Buffer.alloc(0);
    this.#open.parse(output);
  }

  /** Decides on the lines that begin before `until`, and hands on what they leave no doubt about. */
  #cut(bytes: Buffer, offset: number, until: number, output: ParseOutput): void {
    let from = 0;
    let kept = 0;
    if (until > this.#decided) {
      this.#isMbox ??= BEGINS_MBOX.test(bytes.toString('latin1', 0, AFTER));
      for (let at = this.#next(bytes, this.#decided); at < until; at = this.#next(bytes, at + 1)) {
        if (!isSeparator(bytes, at)) continue;
        this.#open.add(bytes.subarray(from, at), offset + from);
        this.#open.parse(output);
        from = at;
      }
      this.#decided = until;
      kept = Math.max(from, until - BEFORE);
    }
    this.#open.add(bytes.subarray(from, kept), offset + from);
    this.#held = Buffer.from(bytes.subarray(kept));
    this.#heldOffset = offset + kept;
    this.#decided -= kept;
  }

  #next(bytes: Buffer, from: number): number {
    const at = this.#isMbox ? bytes.indexOf(SEPARATOR, from, 'latin1') : -1;
    return at < 0 ? bytes.length : at;
  }
}

function isSeparator(bytes: Buffer, at: number): boolean {
  const before = bytes.toString('latin1', Math.max(0, at - BEFORE), at);
  if (!LINE_END.test(before)) return false;
  const text = bytes.toString('latin1', at, at + AFTER);
  return [EMPTY_LINE.test(before), DATED.test(text), HEADED.test(text)].filter(Boolean).length > 1;
}
