import { decodeCharset } from './charset';
import { decodeQuotedPrintable, decodeTransfer } from './transfer-encoding';

/** `=?charset*language?B or Q?text?=` (RFC 2047 §2, RFC 2231 §5). */
const WORD = /=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([BbQq])\?([^?]*)\?=/g;

/** A header field's value as a person reads it; raw bytes beyond ASCII are taken for UTF-8 (RFC 6532). */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return decodeCharset(value, null);
  return value
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(WORD, (_, charset: string, encoding: string, text: string) =>
      decodeCharset(
        encoding.toUpperCase() === 'B'
          ? decodeTransfer(text, 'base64')
          : decodeQuotedPrintable(text.replace(/_/g, ' ')),
        charset,
      ),
    );
}
