import type { Stamps } from './timestamps';

const SPACE = 32;
const QUOTE = 34;
const SLASH = 47;
const COLON = 58;
const LESS = 60;
const BRACKET = 91;
const BACKSLASH = 92;
const BRACKET_CLOSED = 93;
const DIGIT_1 = 49;

/**
 * What syslog puts before a program's own words, read in place:
 *
 *     Jan  2 03:04:05 host program[123]: message                             RFC 3164, as files hold it
 *     <22>Jan  2 03:04:05 host program[123]: message                         as it went over the wire
 *     Jan  2 03:04:05 <mail.info> host program[123]: message                 FreeBSD's syslogd -v
 *     2026-01-02T03:04:05.678+01:00 host program[123]: message               rsyslog, syslog-ng
 *     <22>1 2026-01-02T03:04:05.678Z host program 123 - [sd id="1"] message  RFC 5424
 *     <22>1 2026-01-02T03:04:05.678Z host program 123 - -  message           RFC 5424, as rsyslog forwards it
 */
export class SyslogPrefix {
  /** Where the message begins. */
  message = 0;
  programStart = 0;
  private tagEnd = 0;
  private text = '';

  constructor(readonly stamps: Stamps) {}

  /** Whether the line in [start, end) has such a prefix. */
  read(text: string, start: number, end: number): boolean {
    this.text = text;
    let at = start;
    if (text.charCodeAt(at) === LESS) {
      at = after(text, '>', at, Math.min(end, at + 5));
      if (at < 0) return false;
      if (text.charCodeAt(at) === DIGIT_1 && text.charCodeAt(at + 1) === SPACE)
        return this.readRfc5424(text, at + 2, end);
    }
    at = this.stamps.read(text, at) + 1;
    if (at <= 0 || at >= end || text.charCodeAt(at - 1) !== SPACE) return false;
    if (text.charCodeAt(at) === LESS) at = after(text, '>', at, end) + 1;
    const host = after(text, ' ', at, end);
    // Some loggers leave the host out: the first word is then the program's.
    if (host >= 0 && text.charCodeAt(host - 2) === COLON) this.readTag(text, at, host, end);
    else this.readTag(text, host < 0 ? end : host, host < 0 ? end : after(text, ' ', host, end), end);
    return true;
  }

  /** The last slash in the program's name, or -1. Names are short: to walk over one takes less than to search in it. */
  get programSlash(): number {
    const { text, tagEnd } = this;
    let slash = -1;
    for (let i = this.programStart; i <= tagEnd; i++) {
      const code = text.charCodeAt(i);
      if (code === BRACKET) break;
      if (code === SLASH) slash = i;
    }
    return slash;
  }

  /** `program[123]:`, the word before `next`; `last message repeated 3 times` has no program. */
  private readTag(text: string, start: number, next: number, end: number): void {
    this.programStart = start;
    if (text.charCodeAt(next - 2) === COLON) {
      this.tagEnd = next - 2;
      this.message = next;
      return;
    }
    const colon = after(text, ':', start, next < 0 ? end : next);
    this.tagEnd = colon < 0 ? start : colon - 1;
    this.message = colon < 0 ? start : Math.min(colon, end);
  }

  private readRfc5424(text: string, start: number, end: number): boolean {
    let at = this.stamps.read(text, start) + 1;
    if (at <= 0 || at >= end || text.charCodeAt(at - 1) !== SPACE) return false;
    at = after(text, ' ', at, end);
    if (at < 0) return false;
    this.programStart = at;
    at = after(text, ' ', at, end);
    if (at < 0) return false;
    this.tagEnd = at - 1;
    for (let field = 0; field < 2 && at > 0; field++) at = after(text, ' ', at, end);
    if (at < 0) at = end;
    else at = structuredDataEnd(text, at, end);
    // rsyslog passes on the space that stood behind the tag, too.
    while (at < end && text.charCodeAt(at) === SPACE) at++;
    this.message = Math.min(end, at);
    // A byte order mark may stand before UTF-8 (RFC 5424, 6.4).
    if (text.startsWith('\xef\xbb\xbf', this.message)) this.message += 3;
    return true;
  }
}

function after(text: string, sought: string, from: number, end: number): number {
  const found = text.indexOf(sought, from);
  return found >= 0 && found < end ? found + 1 : -1;
}

/** `-`, or elements `[id name="value \"quoted\" \]"]` one after another (RFC 5424, 6.3). */
function structuredDataEnd(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) !== BRACKET) return start + 1;
  let quoted = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) quoted = !quoted;
    else if (code === BRACKET_CLOSED && !quoted && text.charCodeAt(i + 1) !== BRACKET) return i + 1;
  }
  return end;
}
