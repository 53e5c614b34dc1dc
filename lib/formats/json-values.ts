/** A stretch of an input that holds one value, or a line that holds none. */
export interface Stretch {
  start: number;
  end: number;
}

const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
/** White space, the comma between the items of a list whose brackets are gone, and the byte order mark. */
const BETWEEN = new Set([0x20, 0x09, 0x0d, LF, 0x2c, 0xef, 0xbb, 0xbf]);

/** Cuts an input into its JSON values: one document, one value a line, or values one after the other over as many
 * lines as they like. Anything else is cut by lines. */
export function cutJsonValues(block: Buffer): Stretch[] {
  const stretches: Stretch[] = [];
  // After a value that never ends, nothing but the lines can be trusted.
  let wholeValues = true;
  for (let at = 0; at < block.length; ) {
    if (BETWEEN.has(block[at]!)) {
      at++;
      continue;
    }
    const line = block.indexOf(LF, at);
    let end = line < 0 ? block.length : line;
    if (wholeValues && OPENING.has(block[at]!)) {
      const closed = endOfValue(block, at);
      wholeValues = closed !== null;
      end = closed ?? end;
    }
    stretches.push({ start: at, end });
    at = end;
  }
  return stretches;
}

function endOfValue(block: Buffer, start: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < block.length; at++) {
    const byte = block[at]!;
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (OPENING.has(byte)) depth++;
    else if (CLOSING.has(byte) && --depth === 0) return at + 1;
  }
  return null;
}
