import { domainToASCII, domainToUnicode } from 'node:url';
import { domainOf } from './address';

/** What an erased address is replaced with: still an address, so that what is read later counts for its domain. */
const ERASED = 'erased';

/** A pattern and what to put in its place; both for JavaScript and for PostgreSQL, which read this much alike. */
export interface AddressForm {
  /** To be compared without regard to case. */
  pattern: string;
  replacement: string;
}

/**
 * How one person's address may stand in text: plain or quoted, with signs written as quoted-printable (RFC 2045),
 * percent, xtext (RFC 3461), JSON or HTML have them, broken by a soft line end; within the sender's own address as
 * VERP has it (`bounce+jane=example.org@`), and as the Sender Rewriting Scheme has it (`SRS0=…=example.org=jane@`).
 * In bytes read as Latin-1, too. Loosely, what looks like a longer domain may also be an end: `jane@example.org.log`.
 * @throws RangeError where it is no address.
 */
export function addressForms(address: string, { isLoose = false } = {}): AddressForm[] {
  const ends = isLoose ? ENDS_LOOSELY : ENDS;
  const domain = domainOf(address);
  const local = unquoted(address.trim().slice(0, address.trim().lastIndexOf('@')));
  if (!domain || !local || !DOMAIN.test(domain)) throw new RangeError(`not a mail address: ${address}`);
  const localForm = written(local);
  const domainForm = `(?:${domainSpellings(domain).map(written).join('|')})`;
  // Either both or none: the sign before it may end something else, as in JSON.
  const quote = '(?:\\\\?"|=22|%22)';
  const anyLocal = `(?:${quote}${localForm}${quote}|${localForm})`;
  return [
    {
      pattern: `${STARTS}${anyLocal}${BREAK}${sign('@')}${BREAK}${domainForm}${ends}`,
      replacement: `${ERASED}@${domain}`,
    },
    {
      pattern: `${STARTS_WITHIN}${localForm}${BREAK}${sign('=')}${BREAK}${domainForm}${ends}`,
      replacement: `${ERASED}=${domain}`,
    },
    {
      pattern: `${STARTS}${domainForm}${sign('=')}${BREAK}${localForm}(?=${BREAK}${sign('@')})`,
      replacement: `${domain}=${ERASED}`,
    },
  ];
}

/** The same person by the spellings that a hash tells apart. */
export function addressSpellings(address: string): string[] {
  const domain = domainOf(address) ?? '';
  const local = address.trim().slice(0, address.trim().lastIndexOf('@'));
  const locals = new Set([local, unquoted(local), `"${unquoted(local)}"`]);
  return [...locals].flatMap((one) => domainSpellings(domain).map((of) => `${one}@${of}`));
}

const DOMAIN = /^[\p{L}\p{N}.-]+$/u;

const unquoted = (local: string): string =>
  /^".*"$/.test(local) ? local.slice(1, -1).replace(/\\(.)/g, '$1') : local;

const domainSpellings = (domain: string): string[] => [
  ...new Set([domain, domainToASCII(domain), domainToUnicode(domain)].filter(Boolean)),
];

/** A soft line end of quoted-printable, which may stand between any two characters. */
const BREAK = '(?:=\\r?\\n)?';

const written = (text: string): string => [...text].map(sign).join(BREAK);

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const escaped = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** One character, as it is or as something writes it that takes it for special. */
function sign(char: string): string {
  if (/[a-z0-9]/i.test(char)) return char;
  const code = char.codePointAt(0)!;
  const bytes = [...Buffer.from(char, 'utf8')];
  const unicode = Array.from({ length: char.length }, (_, i) => `\\\\u${hex(char.charCodeAt(i), 4)}`).join(
    '',
  );
  const forms = [
    escaped(char),
    ...(code < 0x80 ? [`\\\\+${escaped(char)}`, `\\+${hex(code, 2)}`] : []),
    ...(code >= 0x80 ? [bytes.map((byte) => String.fromCharCode(byte)).join('')] : []),
    bytes.map((byte) => `=${hex(byte, 2)}`).join(BREAK),
    bytes.map((byte) => `%${hex(byte, 2)}`).join(''),
    unicode,
    `&#${code};`,
    `&#x${hex(code, 2)};`,
  ];
  return `(?:${forms.join('|')})`;
}

/** Behind something written as an escape the address begins, though a letter or digit stands before it. */
const AFTER_ESCAPE =
  '(?<=[=%](?:0[ad]|[23][0-9a-f]|40|5[b-f]|7[b-f]))|(?<=\\\\u00[0-9a-f][0-9a-f])|(?<=\\\\[nrtbf])';
/** `mary.jane@example.org` is not `jane@example.org`. */
const STARTS = `(?:(?<![a-z0-9._+-])|${AFTER_ESCAPE})`;
/** After the sender's own words: `bounce-`, `bounce+`. */
const STARTS_WITHIN = `(?:(?<![a-z0-9._])|${AFTER_ESCAPE})`;
/** `example.org` is not `example.org.uk`. */
const ENDS = '(?![a-z0-9_-])(?!\\.[a-z0-9])';
const ENDS_LOOSELY = '(?![a-z0-9_-])';
