import { type Cutter, LONGEST_DOCUMENT } from './cutter';
import { countUnparsed, type Format, type ParseContext, type ParseOutput, type Parser } from './format';
import { MailCutter } from './mail-cutter';
import { OpenRecord } from './open-record';

/** A longer line is counted as unparsed: no server writes such lines, and memory stays bounded. */
const LONGEST_LINE = 1 << 20;

const LF = 10;

/**
 * Feeds a format's parser out of any chunks. After each `push`, `position` and `save()` together are a place to
 * go on from: open with the saved state, push from `position`, and nothing is missed or repeated.
 */
export class RecordReader {
  private readonly parser: Parser;
  private readonly cutter: Cutter;

  constructor(
    format: Format,
    context: ParseContext,
    /** Where the next byte pushed lies in the input. */
    private end = 0,
    saved?: string,
  ) {
    this.parser = format.open(context, saved);
    this.cutter = new CUTTERS[format.framing](this.parser);
  }

  /** The first byte that no record has been made of. */
  get position(): number {
    return this.end - this.cutter.pending;
  }

  save(): string {
    return this.parser.save();
  }

  /** Parses the records that this chunk completes; its memory may be used again afterwards. */
  push(chunk: Buffer, output: ParseOutput): void {
    this.cutter.push(chunk, this.end, output);
    this.end += chunk.length;
  }

  /** Parses what is left at the input's end: the last record may lack its own. */
  finish(output: ParseOutput): void {
    this.cutter.finish(output);
  }
}

class LineCutter implements Cutter {
  private readonly open: OpenRecord;

  constructor(private readonly parser: Parser) {
    this.open = new OpenRecord(parser, LONGEST_LINE);
  }

  get pending(): number {
    return this.open.length;
  }

  push(chunk: Buffer, offset: number, output: ParseOutput): void {
    let start = 0;
    if (this.open.length) {
      start = chunk.indexOf(LF) + 1;
      this.open.add(start ? chunk.subarray(0, start) : chunk, offset);
      if (!start) return;
      this.open.parse(output);
    }
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > start) this.parseLines(chunk.subarray(start, end), offset + start, output);
    this.open.add(chunk.subarray(Math.max(start, end)), offset + Math.max(start, end));
  }

  finish(output: ParseOutput): void {
    this.open.parse(output);
  }

  /** Only a block above the limit can hold a line above the limit. */
  private parseLines(block: Buffer, offset: number, output: ParseOutput): void {
    let from = 0;
    for (let start = 0; block.length > LONGEST_LINE && start < block.length; ) {
      const next = block.indexOf(LF, start) + 1;
      if (next - start > LONGEST_LINE) {
        if (start > from) this.parser.parse(block.subarray(from, start), offset + from, output);
        countUnparsed(output, offset + start, 'too long', block.subarray(start, next));
        from = next;
      }
      start = next;
    }
    if (from < block.length) this.parser.parse(block.subarray(from), offset + from, output);
  }
}

class DocumentCutter implements Cutter {
  private readonly open: OpenRecord;

  constructor(parser: Parser) {
    this.open = new OpenRecord(parser, LONGEST_DOCUMENT);
  }

  get pending(): number {
    return this.open.length;
  }

  push(chunk: Buffer, offset: number): void {
    this.open.add(chunk, offset);
  }

  finish(output: ParseOutput): void {
    this.open.parse(output);
  }
}

const CUTTERS = { lines: LineCutter, mails: MailCutter, document: DocumentCutter };
