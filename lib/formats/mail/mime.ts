import { Bounds } from './bounds';
import { decodeCharset } from './charset';
import { Headers, isFieldLine, readHeaders } from './headers';
import { decodeTransfer } from './transfer-encoding';

/** One entity of a mail (RFC 2045 §2.4): the mail itself, or a part of it. */
export interface Part {
  headers: Headers;
  /** `text/plain` where nothing is declared (RFC 2045 §5.2); lower case. */
  type: string;
  /** As it came, one character a byte, lines ending in LF. */
  body: string;
  /** Of a `multipart/…`. */
  parts: Part[];
}

/** Reads a mail from bytes. Any of LF, CRLF and CR may end a line. */
export function readMail(bytes: Buffer, bounds = new Bounds()): Part {
  let source = bytes.toString('latin1');
  if (source.includes('\r')) source = source.replace(/\r\r?\n|\r/g, '\n');
  // A byte order mark, empty lines, and the line by which an mbox begins a mail may stand first.
  return readPart(source.replace(/^(?:\xef\xbb\xbf)?\s*(?:>?From \S[^\n]*\n)?/, ''), 0, bounds);
}

export function readPart(source: string, depth: number, bounds: Bounds): Part {
  const { headers, body } = cut(source, bounds);
  const [type, boundary] = contentType(headers.get('content-type'));
  const part: Part = { headers, type, body, parts: [] };
  if (type.startsWith('multipart/') && bounds.mayNest(depth))
    part.parts = divide(body, boundary, bounds).map((piece) => readPart(piece, depth + 1, bounds));
  return part;
}

/** The header block ends at the first empty line; what does not begin with a field has none. */
function cut(source: string, bounds: Bounds): { headers: Headers; body: string } {
  if (source.startsWith('\n')) return { headers: new Headers(), body: source.slice(1) };
  const firstLine = source.slice(0, source.indexOf('\n') >>> 0);
  if (!isFieldLine(firstLine)) return { headers: new Headers(), body: source };
  const end = source.indexOf('\n\n');
  if (end < 0) return { headers: readHeaders(bounds.fields(source)), body: '' };
  return { headers: readHeaders(bounds.fields(source.slice(0, end))), body: source.slice(end + 2) };
}

function contentType(value: string | null): [type: string, boundary: string | null] {
  if (value === null) return ['text/plain', null];
  const type = /^[^\s;"]+/.exec(value)?.[0].toLowerCase() ?? 'text/plain';
  const boundary = /\bboundary\s*=\s*(?:"([^"]*)"?|([^\s;]+))/i.exec(value);
  return [type, boundary?.[1] ?? boundary?.[2] ?? null];
}

const parameter = (part: Part, name: string): string | null => {
  const value = part.headers.get('content-type');
  const found = value && new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(value);
  return found ? (found[1] ?? found[2] ?? null) : null;
};

/** The pieces between the boundary lines (RFC 2046 §5.1.1). Where the declared boundary never comes, a line that
 * stands before a Content- field is taken for it. */
function divide(body: string, declared: string | null, bounds: Bounds): string[] {
  const text = `\n${body}`;
  const delimiter =
    declared !== null && text.includes(`\n--${declared.trimEnd()}`) ? declared.trimEnd() : guess(text);
  if (delimiter === null) return [];
  const pieces: string[] = [];
  const mark = `\n--${delimiter}`;
  let at = text.indexOf(mark);
  while (at >= 0) {
    const after = at + mark.length;
    const lineEnd = text.indexOf('\n', after);
    // `--boundary--` closes; text that follows all the same is of nobody's concern.
    if (lineEnd < 0 || text.startsWith('--', after) || !bounds.takePart()) break;
    at = text.indexOf(mark, lineEnd);
    pieces.push(text.slice(lineEnd + 1, at < 0 ? undefined : at));
  }
  return pieces;
}

const guess = (text: string): string | null =>
  /\n--(\S[^\n]{3,80}?)[ \t]*\nContent-/i.exec(text)?.[1] ?? null;

/** The part's text, its encoding and charset undone. */
export const textOf = (part: Part): string =>
  decodeCharset(
    decodeTransfer(part.body, part.headers.get('content-transfer-encoding')),
    parameter(part, 'charset'),
  );
