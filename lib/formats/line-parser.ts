import { isAscii } from 'node:buffer';
import { countUnparsed, type ParseOutput, type Parser, type ParserState } from './format';

/** What became of a line; any other string is the reason why it could not be read. */
export type LineKind = 'event' | 'context' | 'ignored' | (string & {});

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Strings above 128 KiB go to V8's large object space, which costs a third of the speed. */
const WINDOW = 96 * 1024;

/**
 * Walks over the lines of a block for the formats that have one record a line. The block is decoded once, a
 * character a byte, so that indices are offsets and finding is fast; what an event keeps is decoded by `words`
 * from a copy of its line, because a slice of the block would hold on to the block for as long as somebody keeps it.
 */
export abstract class LineParser implements Parser {
  /** The block, a character a byte. */
  protected text = '';
  /** Where the line lies in its input. */
  protected position = 0;
  protected output!: ParseOutput;
  /** Where a line is longer than the format's lines ever are, it is not looked at. */
  protected readonly longestLine: number = Number.POSITIVE_INFINITY;
  private block: Buffer = Buffer.alloc(0);
  /** Whether a character of `text` is a character. */
  protected ascii = true;
  /** The line as a string of its own, once somebody wants words of it. */
  private copy: string | null = null;
  private start = 0;
  private end = 0;

  parse(block: Buffer, offset: number, output: ParseOutput): void {
    for (let from = 0; from < block.length; ) {
      let to = Math.min(from + WINDOW, block.length);
      if (to < block.length) to = block.lastIndexOf(LINE_FEED, to - 1) + 1;
      if (to <= from) to = block.indexOf(LINE_FEED, from) + 1 || block.length;
      this.parseWindow(block.subarray(from, to), offset + from, output);
      from = to;
    }
  }

  private parseWindow(block: Buffer, offset: number, output: ParseOutput): void {
    const text = block.toString('latin1');
    const { records } = output;
    this.block = block;
    this.text = text;
    this.output = output;
    this.ascii = isAscii(block);
    // A byte order mark is no part of the first line.
    let start = offset === 0 && text.startsWith('\xef\xbb\xbf') ? 3 : 0;
    while (start < text.length) {
      let next = text.indexOf('\n', start);
      if (next < 0) next = text.length;
      const end = text.charCodeAt(next - 1) === CARRIAGE_RETURN && next > start ? next - 1 : next;
      this.position = offset + start;
      this.start = start;
      this.end = end;
      this.copy = null;
      const kind =
        end === start ? 'ignored' : end - start > this.longestLine ? 'too long' : this.line(start, end);
      if (kind === 'ignored') records.ignored++;
      else if (kind === 'context') records.context++;
      else if (kind === 'event') records.event++;
      else countUnparsed(output, this.position, kind, block.subarray(start, end));
      start = next + 1;
    }
    this.text = '';
    this.copy = null;
  }

  abstract save(): ParserState;

  /** Reads the line in [start, end) of `text`, and adds the events that it tells of to `output`. */
  protected abstract line(start: number, end: number): LineKind;

  /** The bytes of [start, end), within the line, as text that outlives the block. */
  protected words(start: number, end: number): string {
    if (!this.ascii) return this.block.toString('utf8', start, end);
    this.copy ??= this.block.toString('latin1', this.start, this.end);
    return this.copy.slice(start - this.start, end - this.start);
  }

  /** The bytes of [start, end) as a string with nothing around it: for what is read through character by character,
   * or is the only thing wanted of its line. */
  protected own(start: number, end: number): string {
    return this.block.toString(this.ascii ? 'latin1' : 'utf8', start, end);
  }

  /** Where `sought` first stands in [from, end), or -1. */
  protected find(sought: string, from: number, end: number): number {
    const found = this.text.indexOf(sought, from);
    return found < end ? found : -1;
  }
}
