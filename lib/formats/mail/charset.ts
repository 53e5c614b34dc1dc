/** Names that mails use and the Encoding Standard does not know. */
const ALIASES: Record<string, string> = {
  'ansi_x3.110-1983': 'windows-1252',
  'cp-850': 'windows-1252',
  cp932: 'shift_jis',
  gb_1988: 'gb18030',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-8859-8-i': 'iso-8859-8',
  'us-ascii': 'utf-8',
  utf8mb4: 'utf-8',
};

/** Where the declared charset is wrong, what is likely meant, by what was declared. */
const NEIGHBOURS: [declared: RegExp, tried: readonly string[]][] = [
  [/jp|jis/, ['iso-2022-jp', 'utf-8', 'euc-jp', 'shift_jis']],
  [/^gb|big5|chinese/, ['gb18030', 'utf-8', 'big5']],
  [/koi8|1251|cyrillic|8859-5/, ['utf-8', 'koi8-r']],
  [/kr|949/, ['euc-kr', 'utf-8']],
];
const USUAL = ['utf-8', 'windows-1252'];

const decoders = new Map<string, TextDecoder | null>();

function decoderFor(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  let decoder: TextDecoder | null;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    // RangeError: no such charset. The usual ones are tried instead.
    decoder = null;
  }
  if (decoders.size < 100) decoders.set(label, decoder);
  return decoder;
}

/** Charsets in which bytes under 0x80 do not stand for themselves. */
const STATEFUL = /^(iso-2022|hz|utf-?16|utf-?7|unicode)/;
const BEYOND_ASCII = /[\x80-\xff]/;

/** The text of bytes that are given as one character each (latin1). */
export function decodeCharset(bytes: string, charset: string | null): string {
  const declared = (charset ?? 'us-ascii').toLowerCase().replace(/["' ]/g, '');
  // Exchange 5.5 to 2003 and Hotmail: `charset=unicode-1-1-utf-7` (RFC 2152).
  if (/utf-?7$/.test(declared)) return decodeUtf7(bytes);
  // ISO-2022-JP without its escape sequences is ASCII as well.
  if (!BEYOND_ASCII.test(bytes) && !(STATEFUL.test(declared) && bytes.includes('\x1b'))) return bytes;
  const buffer = Buffer.from(bytes, 'latin1');
  const neighbours = NEIGHBOURS.find(([pattern]) => pattern.test(declared))?.[1] ?? [];
  for (const label of [ALIASES[declared] ?? declared, ...neighbours, ...USUAL]) {
    const text = tryDecode(decoderFor(label), buffer);
    if (text !== null) return text;
  }
  return bytes;
}

function tryDecode(decoder: TextDecoder | null, buffer: Buffer): string | null {
  if (!decoder) return null;
  try {
    return decoder.decode(buffer);
  } catch {
    // TypeError: the bytes are not of this charset. The caller goes on to the next.
    return null;
  }
}

const decodeUtf7 = (text: string): string =>
  text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) =>
    encoded === '' ? '+' : utf16(Buffer.from(encoded, 'base64')),
  );

/** Big-endian; an odd byte at the end is padding. */
const utf16 = (bytes: Buffer): string =>
  bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le');
