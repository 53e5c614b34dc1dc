/** Undoes a Content-Transfer-Encoding (RFC 2045 §6). Bytes are one character each, before and after. */
export function decodeTransfer(body: string, encoding: string | null): string {
  switch (encoding?.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1').replace(/\r\n?/g, '\n');
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    default:
      return body;
  }
}

const HEX_DIGITS = new Map(
  [...'0123456789abcdefABCDEF'].map((sign) => [sign.charCodeAt(0), Number.parseInt(sign, 16)]),
);

const [TAB, LF, SPACE, EQUALS] = [9, 10, 32, 61];

/** Byte by byte: a mail of 30 MB may be nothing but encoded characters. */
export function decodeQuotedPrintable(body: string): string {
  if (!body.includes('=')) return body;
  const from = Buffer.from(body, 'latin1');
  const to = Buffer.allocUnsafe(from.length);
  let length = 0;
  /** White space at the end of a line is of nobody's writing (§6.7, rule 3), unless it is encoded. */
  let written = 0;
  for (let at = 0; at < from.length; at++) {
    const byte = from[at]!;
    if (byte === EQUALS) {
      const end = softBreak(from, at + 1);
      const high = hexDigit(from[at + 1]);
      const low = hexDigit(from[at + 2]);
      if (end !== null) at = end;
      else if (high === null || low === null) to[length++] = byte;
      else {
        to[length++] = high * 16 + low;
        at += 2;
      }
      written = length;
      continue;
    }
    if (byte === LF) length = trimmed(to, written, length);
    to[length++] = byte;
    if (byte === LF) written = length;
  }
  return to.toString('latin1', 0, trimmed(to, written, length)).replace(/\r\n?/g, '\n');
}

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;

/** Where the line ends that an equals sign breaks; white space may stand between. */
function softBreak(bytes: Buffer, from: number): number | null {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return bytes[at] === LF ? at : null;
}

function trimmed(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(bytes[end - 1])) end--;
  return end;
}

const hexDigit = (byte: number | undefined): number | null => HEX_DIGITS.get(byte ?? 0) ?? null;
