import { countUnparsed, type ParseOutput, type Parser } from './format';

const EXAMPLE_BYTES = 512;

/** A record whose end has not come yet. Of one that is too long only the first bytes are kept. */
export class OpenRecord {
  length = 0;
  private offset = 0;
  private pieces: Buffer[] = [];

  constructor(
    private readonly parser: Parser,
    private readonly longest: number,
  ) {}

  add(bytes: Buffer, offset: number): void {
    if (!bytes.length) return;
    if (!this.length) this.offset = offset;
    this.length += bytes.length;
    if (this.length <= this.longest) this.pieces.push(Buffer.from(bytes));
    else if (this.pieces.length !== 1 || this.pieces[0]!.length > EXAMPLE_BYTES)
      this.pieces = [Buffer.from(Buffer.concat([...this.pieces, bytes]).subarray(0, EXAMPLE_BYTES))];
  }

  parse(output: ParseOutput): void {
    const record = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces);
    if (this.length > this.longest) countUnparsed(output, this.offset, 'too long', record);
    else if (this.length) this.parser.parse(record, this.offset, output);
    this.length = 0;
    this.pieces = [];
  }
}
