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

export const decodeQuotedPrintable = (body: string): string =>
  body.includes('=')
    ? body
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n')
        .replace(/=\n/g, '')
        .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/\r\n?/g, '\n')
    : body;
