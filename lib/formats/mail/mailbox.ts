/** What an address looks like in running text: wide enough for RFC 6531, narrow enough to leave punctuation out. */
const WIDE_MARKS = String.raw`\u3000-\u303f\uff00-\uff20`;
const LOCAL = String.raw`(?:"[^"\n]{1,64}"|[^\s<>()[\]:;,"@\\${WIDE_MARKS}]{1,128})`;
const DOMAIN = String.raw`(?:\[[\d.]+\]|[^\s<>()[\]:;,"'@/?!=|*&#%${WIDE_MARKS}]{1,253})`;

/** Source of a pattern that captures one address. */
export const ADDRESS = `(${LOCAL}@${DOMAIN})`;

export const EVERY_ADDRESS = new RegExp(ADDRESS, 'g');
/** Exchange wraps what it cannot route: IMCEASMTP-user+40example+2Ecom@gateway.example. */
const IMCEA = /^imcea(?:smtp|invalid|ex)-([^@]+)@/i;

/** One address without what surrounds it, or `null`. */
export function cleanAddress(found: string): string | null {
  const encapsulated = IMCEA.exec(found)?.[1];
  if (encapsulated) {
    const inner = encapsulated.replace(/\+([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (/^[^@\s]+@[^@\s]+$/.test(inner)) return inner;
  }
  const address = found
    // c=US;a= ;p=Example;dda:SMTP=user@example.com;   mailto:user@example.com
    .replace(/^(?:smtp=|['`*|=-]+(?=[^@]))/i, '')
    .replace(/[.…>]+$/, '')
    // ana@example.com에 배달하지 못했습니다: such scripts put no space between words, and no top-level domain mixes them.
    .replace(/(\.[a-z]{2,24})[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+$/iu, '$1');
  return /^(?:"[^"]+"|[^@]+)@(?:[^@.\s][^@\s]*|\[[\d.]+\])$/.test(address) ? address : null;
}

export function addressesIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const [candidate] of text.matchAll(EVERY_ADDRESS)) {
    const address = cleanAddress(candidate);
    if (address && !found.has(addressKey(address))) found.set(addressKey(address), address);
  }
  return [...found.values()];
}

export const addressIn = (text: string | null): string | null =>
  text ? (addressesIn(text)[0] ?? null) : null;

/** Two addresses are the same where their keys are. */
export const addressKey = (address: string): string => address.toLowerCase();

/** Addresses that somebody mails to for help, never those that a report is about, unless it names no other. */
const STAFF =
  /^(?:postmaster|mailer-daemon|abuse|support|help(?:desk)?|hostmaster|admin(?:istrator)?|webmaster|no-?reply)@/i;
export const isStaff = (address: string): boolean => STAFF.test(address);

/** The address of a report's recipient field: `rfc822; <user@example.com>`, `utf-8; …` (RFC 6533 §3), a source
 * route, or a name that only the reporting host understands. */
export function reportedRecipient(value: string): string | null {
  const semicolon = /^(?:\s*[\w/.-]{1,30}\s*;\s*){1,2}/.exec(value);
  const text = decodeEscapes(semicolon ? value.slice(semicolon[0].length) : value)
    .replace(/^<|>$/g, '')
    .trim();
  const routed = /^@[^:\s]+:(.+)$/.exec(text)?.[1] ?? text;
  if (/^[^\s@<>()]+@[^\s@<>()]+$/.test(routed)) return cleanAddress(routed) ?? routed;
  return addressIn(routed) ?? (/^[^\s@<>]{1,256}$/.test(routed) ? routed : null);
}

/** `\x{4F8B}`: a character of an address in ASCII (RFC 6533 §3, utf-8-addr-xtext). */
const decodeEscapes = (text: string): string =>
  text.replace(/\\x\{([0-9a-f]{2,6})\}/gi, (all, hex: string) => {
    const point = Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
