import { type LineKind, LineParser } from './line-parser';

/** A quoted field may hold line breaks (RFC 4180 §2.6); one that goes on for longer has lost its quotation mark. */
const LONGEST_ROW = 1 << 16;

interface SavedRows {
  header: string[] | null;
  separator: string;
  /** The beginning of a row whose quoted field has not ended yet. */
  open: string;
  openAt: number;
}

/** Rows of values under a header that says which column is what. The header belongs to the saved state. */
export abstract class CsvLineParser<Columns> extends LineParser {
  private readonly rows: SavedRows;
  private columns: Columns | null = null;

  constructor(saved?: string) {
    super();
    this.rows = saved ? JSON.parse(saved) : { header: null, separator: ',', open: '', openAt: 0 };
  }

  save(): string {
    return JSON.stringify(this.rows);
  }

  /** The names of the columns, if the line is a header. */
  protected abstract headerOf(line: string): { header: string[]; separator: string } | null;
  /** Where the header says that things stand. */
  protected abstract columnsOf(header: string[]): Columns;
  /** Whether the line can only be the beginning of a row: an open one has then lost its end. */
  protected abstract beginsRow(line: string): boolean;
  /** What a line is that is neither header nor row (`null`: it is a row). */
  protected abstract aside(line: string): LineKind | null;
  /** `columns` is `null` where no header has come yet. */
  protected abstract row(cells: string[], columns: Columns | null, position: number): LineKind;

  protected line(start: number, end: number): LineKind {
    const text = this.words(start, end);
    const { rows } = this;
    if (rows.open && this.beginsRow(text)) rows.open = '';
    if (rows.open) return this.cells(`${rows.open}\n${text}`, rows.openAt);
    const known = this.headerOf(text);
    if (known) {
      Object.assign(rows, known);
      this.columns = null;
      return 'context';
    }
    return this.aside(text) ?? this.cells(text, this.position);
  }

  private cells(line: string, position: number): LineKind {
    const { rows } = this;
    const cells = splitRow(line, rows.separator);
    rows.open = '';
    if (rows.header) this.columns ??= this.columnsOf(rows.header);
    if (cells) return this.row(cells, this.columns, position);
    if (line.length > LONGEST_ROW) return 'a quoted field without an end';
    rows.open = line;
    rows.openAt = position;
    return 'context';
  }
}

/** The values of a row, or `null` where a quoted one has not ended. */
export function splitRow(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (line[at] === '"') {
      const end = endOfQuoted(line, at + 1);
      if (end < 0) return null;
      const next = line.indexOf(separator, end + 1);
      const after = next < 0 ? line.length : next;
      cells.push(line.slice(at + 1, end).replaceAll('""', '"') + line.slice(end + 1, after));
      at = after + 1;
    } else {
      const next = line.indexOf(separator, at);
      const end = next < 0 ? line.length : next;
      cells.push(line.slice(at, end));
      at = end + 1;
    }
  }
  return cells;
}

/** The quotation mark that ends a value: two in a row stand for one within it. */
function endOfQuoted(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2))
    if (line[at + 1] !== '"') return at;
  return -1;
}
