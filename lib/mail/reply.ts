import { replyText } from './reply-text';
import { isUndefinedStatus } from './status-code';
import type { Refusal } from './verdict';

/** What a response says, taken apart. */
export interface Reply {
  /** Three digits (RFC 5321 §4.2). */
  replyCode: number | null;
  /** class.subject.detail (RFC 3463). */
  statusCode: string | null;
  /** The words on one line, without what the log or report wrapped around them. */
  text: string;
}

/** RFC 5321 §4.5.3.1.5 allows 512 octets a line; longer answers are many lines of boilerplate. */
const TEXT_LENGTH = 4096;

// Any 4yz and 5yz; of the acceptances only those that exist, since `255` is the exit status of a program.
const REPLY = String.raw`([45][0-7]\d|2(?:1[14]|2[01]|35|5[0-2]))`;
// Subjects beyond 7 are not registered (RFC 3463 §2): such a number is a version, unless a `#` says otherwise.
const STATUS = String.raw`((?:[245]\.[0-7]|(?<=#)[245]\.\d{1,3})\.\d{1,3})(?![\w-]|\.\d)`;
const UNIT = '(?:seconds|secs?|minutes|hours|days|bytes|[km]?b|messages|recipients|connections)';

/** 550-5.1.1 …   550 #5.1.1 …   450-'4.2.2 …   SMTP; 550 5.7.1 …   571 (5.7.1) … */
const BOTH_CODES = new RegExp(String.raw`(?<![\w.])${REPLY}[ -]["'([]?#?${STATUS}`);

/** Where a reply code stands that no enhanced code follows, the surest place first. A code never touches a letter,
 * a digit or a dot: that would be an address, a version, a serial number. */
const REPLY_CODE_PLACES = [
  // 550 User unknown   550-Blocked   smtp;550 …   <<< 550 …   "552"
  String.raw`^(?:smtp; ?|<<< ?|["'(])?${REPLY}(?=[ \-"')]|: |$)`,
  // … said: 550 …   … talk to me: 421 …   responded with "550 …   ; 554 …   > 550-…   after RCPT TO:<…>: 550 …
  String.raw`[:;>=,"'([] ?(?:\w{2,8}; ?)?${REPLY}(?=[ -](?! ?${UNIT}\b)|["')\]]|$)`,
  // error code 550   status 554   SMTP error 451   code=550
  String.raw`\b(?:code|error|status|reply|response)[ :=#(]{1,3}${REPLY}\b(?![.:]\d)`,
  // User unknown (550)   … - 550
  String.raw`(?:- |\()${REPLY}\)?$`,
  // Remote server answered 550 No such user
  String.raw`\b(?:said|answered|returned|responded|replied|with|was) ${REPLY}(?= [a-z<])`,
].map((place) => new RegExp(place, 'i'));

const EVERY_STATUS = new RegExp(String.raw`(?<![\w.]|(?:version|release|exim|build) )${STATUS}`, 'gi');

/** Whatever is not a single blank. */
const UNEVEN_SPACE = /[^\S ]\s*| \s+/g;

export function readReply(response: string): Reply {
  const line = response.slice(0, TEXT_LENGTH).replace(UNEVEN_SPACE, ' ').trim();
  const both = bothCodesIn(line);
  const replyCode = both ? Number(both[1]) : replyCodeIn(line);
  const statusCode = statusCodeIn(line, both?.[2] ?? null, replyCode);
  return { replyCode, statusCode, text: replyText(line, replyCode) };
}

/** The reply, completed by the codes that the record states beside it. A record's own code wins, except that
 * `5.0.0` is what a reporting host writes when it does not know: Exim reports hide a 5.7.606 behind it. */
export function replyOf(refusal: Refusal): Reply {
  const reply = readReply(refusal.response);
  const stated = refusal.statusCode ?? null;
  const own = stated === null || (isUndefinedStatus(stated) && reply.statusCode !== null);
  return {
    replyCode: reply.replyCode ?? refusal.replyCode ?? null,
    statusCode: own ? reply.statusCode : stated,
    text: reply.text,
  };
}

/** Of a pair with `5.0.0` a later, more telling pair takes the place: relays quote the reply that they got. */
function bothCodesIn(line: string): RegExpExecArray | null {
  const first = BOTH_CODES.exec(line);
  if (!first?.[2] || !isUndefinedStatus(first[2])) return first;
  return BOTH_CODES.exec(line.slice(first.index + first[0].length)) ?? first;
}

function replyCodeIn(line: string): number | null {
  for (const place of REPLY_CODE_PLACES) {
    const code = place.exec(line)?.[1];
    if (code) return Number(code);
  }
  return null;
}

function statusCodeIn(line: string, attached: string | null, replyCode: number | null): string | null {
  if (attached && !isUndefinedStatus(attached)) return attached;
  const accepted = replyCode !== null && replyCode < 300;
  const all = (line.match(EVERY_STATUS) ?? []).filter((code) => code.startsWith('2') === accepted);
  return all.find((code) => !isUndefinedStatus(code)) ?? attached ?? all[0] ?? null;
}
