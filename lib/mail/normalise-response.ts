/**
 * What a response says apart from whom and what it says it of: texts that differ only in numbers, addresses, hosts,
 * ids and quotations become one. Takes the words on one line (`Reply.text`).
 */
export function normaliseResponse(text: string): string {
  const words = text.slice(0, READ_LENGTH).replace(LEADING_CODES, '');
  const folded = fold(words, FOLDS);
  // A server that puts all it says into quotation marks would say nothing otherwise.
  const telling = wordCount(folded) < FEWEST_WORDS ? fold(words, UNQUOTED_FOLDS) : folded;
  return shorten(telling.trim());
}

/** Between words, so that no placeholder is cut. */
function shorten(text: string): string {
  if (text.length <= KEPT_LENGTH) return text;
  const blank = text.lastIndexOf(' ', KEPT_LENGTH);
  return text.slice(0, blank > 0 ? blank : KEPT_LENGTH);
}

const READ_LENGTH = 1024;
const KEPT_LENGTH = 300;
const FEWEST_WORDS = 2;

/** 550 …   550-5.7.1 …   smtp;550 5.7.1 …   <<< 550 … */
const LEADING_CODES = /^(?:smtp; ?|<<< ?|["'(])?[245]\d\d(?:[ -]#?[245]\.\d{1,3}\.\d{1,3})?[ :;-]*/i;

type Fold = readonly [name: string, what: RegExp];

const QUOTED: Fold = [
  'quoted',
  /"[^"]{1,200}"|(?<![\w])'[^']{1,200}'(?!\w)|`[^'`]{1,200}['`]|“[^”]{1,200}”|«[^»]{1,200}»|「[^」]{1,200}」/g,
];

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}';

/** In order: what stands first takes the text away from what stands below. */
const FOLDS: readonly Fold[] = [
  ['url', /\b(?:https?:\/\/|www\.)[^\s<>"]+/gi],
  // <j***@example.com>   rfc822;jane@example.com   also what a log put in the place of one
  ['address', /<address>|<?[^\s<>()[\]{},;:"'=@]{1,256}@[\w.-]+>?/g],
  QUOTED,
  // Sat, 21 Nov 2026   Nov 21 08:10:58   21-Nov-2026
  [
    'date',
    new RegExp(String.raw`\b(?:${DAY},? )?(?:\d{1,2}[ -]${MONTH}(?:[ -]\d{2,4})?|${MONTH} \d{1,2})\b`, 'g'),
  ],
  [
    'ip',
    /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b|\b(?:[\da-f]{1,4}:){4,7}[\da-f]{1,4}\b|\b(?:[\da-f]{1,4}:){1,7}(?::[\da-f]{1,4}){1,6}\b/gi,
  ],
  // Not `refused.See`, which ends one sentence and begins another.
  ['host', /\b[a-zA-Z\d_](?:[\w-]{0,62}\.){1,8}(?:[a-z]{2,24}|[A-Z]{2,24}|xn--[a-z\d-]{2,59})\b(?!\.\w)/g],
  // 550 5.7.1 within the text
  ['code', /\b[245]\d\d[ -]#?[245]\.\d{1,3}\.\d{1,3}\b/g],
];
const UNQUOTED_FOLDS = FOLDS.filter((one) => one !== QUOTED);

/** Whatever is written without a blank, of which ids are told by their digits. */
const TOKEN = /(?<![\w<])[\w+=/.~-]{6,}/g;
const NUMBER = /\d+(?:[.,:]\d+)*/g;

function fold(text: string, folds: readonly Fold[]): string {
  let folded = text;
  for (const [name, what] of folds) folded = folded.replace(what, `<${name}>`);
  return folded.replace(TOKEN, (token) => (isId(token) ? '<id>' : token)).replace(NUMBER, '<n>');
}

/** d2e1a72fcca58-7   AM6EUR05FT012   1kX2-0003: digits that come back after letters, or a long run of either. A tag
 * (`S3140`) is none. */
function isId(token: string): boolean {
  const digits = token.match(/\d+/g)?.length ?? 0;
  return digits > 0 && /[a-z]/i.test(token) && (digits > 1 || token.length >= LONG_TOKEN || HEX.test(token));
}

const LONG_TOKEN = 16;
const HEX = /^[\da-f]{8,}$/i;

/** What stands in the place of the folded. */
export const PLACEHOLDER = /<(?:url|address|quoted|date|ip|host|code|id|n)>/g;

const wordCount = (folded: string): number =>
  folded.replace(PLACEHOLDER, ' ').match(/\p{L}{2,}/gu)?.length ?? 0;
