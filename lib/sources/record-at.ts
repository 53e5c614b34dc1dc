/** Reads an input from an offset of its content on. */
export type ReadFrom = (from: number) => AsyncIterable<Buffer>;

/** How records follow each other: one a line, mails one after the other, or the whole as one. */
export type Framing = 'lines' | 'mails' | 'document';

/** A record as it stands in its input. */
export interface RawRecord {
  bytes: Buffer;
  /** It is longer than what is given of it. */
  isCut: boolean;
}

/** More than a person reads of one record. */
const MOST_BYTES = 64 << 10;
/** An event's position is its record's offset and its index within it, so the record begins a little before. */
const MOST_BEFORE: Record<Framing, number> = { lines: MOST_BYTES, mails: 4 << 10, document: 0 };
const LF = 10;
const NEXT_MAIL = Buffer.from('\nFrom ');

/** The record that a position lies in; `null`: the input ends before it. */
export async function recordAt(
  read: ReadFrom,
  position: number,
  framing: Framing,
): Promise<RawRecord | null> {
  const from = framing === 'document' ? 0 : Math.max(0, position - MOST_BEFORE[framing]);
  const before = position - from;
  const window = await take(read(from), (framing === 'document' ? 0 : before) + MOST_BYTES);
  if (framing === 'document') return cut(window, 0, -1);
  if (window.length <= before) return null;
  if (framing === 'lines')
    return cut(window, before === 0 ? 0 : window.lastIndexOf(LF, before - 1) + 1, window.indexOf(LF, before));
  // The offset of a mail in an mbox is that of its `From ` line.
  const mark = window.lastIndexOf(NEXT_MAIL, before);
  return cut(window, mark < 0 ? (from === 0 ? 0 : before) : mark + 1, window.indexOf(NEXT_MAIL, before));
}

/** Without an end in sight it may be the last of its input, as short as what was read. */
function cut(window: Buffer, start: number, end: number): RawRecord {
  const bytes = window.subarray(start, end < 0 ? undefined : end).subarray(0, MOST_BYTES);
  return { bytes, isCut: end < 0 && window.length - start >= MOST_BYTES };
}

async function take(chunks: AsyncIterable<Buffer>, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let taken = 0;
  for await (const chunk of chunks) {
    pieces.push(Buffer.from(chunk.subarray(0, length - taken)));
    taken += pieces.at(-1)!.length;
    if (taken >= length) break;
  }
  return Buffer.concat(pieces);
}
