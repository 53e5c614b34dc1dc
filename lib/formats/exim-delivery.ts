import { readDuration } from './duration';

const SPACE = 32;
const QUOTE = 34;
const STAR = 42;
const COLON = 58;
const EQUALS = 61;
const LATIN_C = 67;
const LATIN_F = 70;
const LATIN_H = 72;
const LATIN_I = 73;
const LATIN_P = 80;
const LATIN_T = 84;
const BRACKET = 91;
const SMALL_B = 98;
const SMALL_D = 100;
const BACKSLASH = 92;

/** What a delivery line says after its symbol (Exim specification, chapter "Log files"). */
export interface EximDelivery {
  recipient: string | null;
  /** `undefined` where the line does not name the sender, `null` where it is the null sender. */
  sender: string | null | undefined;
  /** `host [ip]`, as written. */
  host: string | null;
  interfaceIp: string | null;
  transport: string | null;
  queueMs: number | null;
  diagnostic: string | null;
}

/** Where the addresses end: a field, a verdict, or the reason. */
const ADDRESSES_END = / (?:F=<|P=<|ST?=|R=|T=|H=)| (?:routing )?defer \(|:? ?: |:$| $|$/;
const PARENTS = /^(.*?)(?: \(.*\))?(?: <(.*)>)?$/s;
/** `Connection timed out H=mx.example.org [192.0.2.1]: SMTP timeout after EHLO …` */
const HOST_WITHIN = / H=(\S+ \[[^\]]*\])(?::\w+)?\*?(?=:|$)/;
/** `SMTP error from remote mail server after RCPT TO:<a@b.example>: host mx.b.example [192.0.2.1]: 550 …`; the host
 * stands there before 4.88 only, later in `H=`. */
const REPLY =
  /(?:SMTP error from remote mail(?:er| server)|LMTP error) after .*?: (?:host (\S+ \[[^\]]*\])\S*?: )?(\d{3}(?:[- ].*)?)$/s;

/** What stands in the place of an address where mail was thrown away (Exim specification, "Log files", discarded
 * deliveries): `:blackhole: <a@b.example>` by a router, `discarded <a@b.example>` by `seen finish` of a filter, and
 * `blackhole (DATA ACL discarded recipients)` by the verb `discard` of an ACL, which names nobody. */
const DISCARDED = ['blackhole (', ':blackhole:', 'discarded <'];

export function isDiscard(line: string): boolean {
  const first = line.charCodeAt(0);
  return (
    (first === COLON || first === SMALL_B || first === SMALL_D) &&
    DISCARDED.some((words) => line.startsWith(words))
  );
}

/** Reads `address (parent) <original> F=<…> R=… T=… H=host [ip] C="…" QT=3s`, `… defer (-44): reason`, `… : reason`. */
export function readDelivery(line: string): EximDelivery {
  const end = addressesEnd(line);
  const delivery: EximDelivery = {
    recipient: recipientOf(line.slice(0, end)) || null,
    sender: undefined,
    host: null,
    interfaceIp: null,
    transport: null,
    queueMs: null,
    diagnostic: null,
  };
  // ` : unrouteable`, `: unrouteable`, and what is no field at all.
  const fieldsEnd = readFields(delivery, line, end);
  if (fieldsEnd < line.length) {
    const reason = line.slice(fieldsEnd).replace(/^ ?:? ?/, '');
    if (reason) readReason(delivery, reason);
  }
  return delivery;
}

/** Most lines name one address, and `R=` follows it. */
function addressesEnd(line: string): number {
  const space = line.indexOf(' ');
  if (line.startsWith(' R=', space) && line.charCodeAt(space - 1) !== COLON) return space;
  // The second colon of `:blackhole: <a@b.example>` begins no reason.
  const from = line.charCodeAt(0) === COLON ? space + 1 : 0;
  return from + ADDRESSES_END.exec(line.slice(from))!.index;
}

/** Reads ` R=dnslookup T=remote_smtp H=host [ip]:25 K C="…"`, and where they end. Flags and other fields are passed. */
function readFields(delivery: EximDelivery, line: string, start: number): number {
  let at = start;
  while (line.charCodeAt(at) === SPACE) {
    const name = at + 1;
    let nameEnd = name;
    while (isCapital(line.charCodeAt(nameEnd))) nameEnd++;
    if (nameEnd === name) {
      if (!line.startsWith('defer (', name) && !line.startsWith('routing defer (', name)) break;
      at = line.indexOf(')', name) + 1 || line.length;
    } else if (line.charCodeAt(nameEnd) === EQUALS) {
      const value = nameEnd + 1;
      at = valueEnd(line, value);
      if (nameEnd === name + 1) readField(delivery, line.charCodeAt(name), line, value, at);
      else if (line.startsWith('QT', name)) delivery.queueMs = readDuration(line.slice(value, at));
    } else {
      if (line.charCodeAt(nameEnd) === STAR) nameEnd++;
      if (nameEnd < line.length && line.charCodeAt(nameEnd) !== SPACE) break;
      at = nameEnd;
    }
  }
  return at;
}

/** A value is a word, a text in quotes, or a host with its address in brackets; a colon after it begins the reason. */
function valueEnd(line: string, start: number): number {
  if (line.charCodeAt(start) === QUOTE) {
    let quote = line.indexOf('"', start + 1);
    while (quote > 0 && line.charCodeAt(quote - 1) === BACKSLASH) quote = line.indexOf('"', quote + 1);
    return quote < 0 ? line.length : quote + 1;
  }
  let end = line.indexOf(' ', start);
  if (end >= 0 && line.charCodeAt(end + 1) === BRACKET) {
    const close = line.indexOf(']', end);
    end = close < 0 ? -1 : line.indexOf(' ', close);
  }
  if (end < 0) end = line.length;
  return line.charCodeAt(end - 1) === COLON ? end - 1 : end;
}

/** A local delivery names the user, file or pipe first, and the address it was for in angle brackets. */
function recipientOf(addresses: string): string {
  if (!addresses.includes(' ') && addresses.includes('@')) return addresses;
  const [, delivered = '', original] = PARENTS.exec(addresses)!;
  const isAddress = delivered.includes('@') && !/^[|/>:]/.test(delivered);
  return isAddress ? delivered : (original ?? (isDiscard(addresses) ? '' : delivered));
}

function readField(delivery: EximDelivery, name: number, line: string, start: number, end: number): void {
  switch (name) {
    case LATIN_F:
    case LATIN_P:
      delivery.sender ??= line.slice(start, end).replace(/^<(.*)>$/, '$1') || null;
      break;
    case LATIN_H:
      delivery.host = line.slice(start, end) || null;
      break;
    case LATIN_I:
      delivery.interfaceIp = /\[([^\]]+)\]/.exec(line.slice(start, end))?.[1] ?? null;
      break;
    case LATIN_T:
      delivery.transport = line.slice(start, end) || null;
      break;
    case LATIN_C:
      delivery.diagnostic = confirmation(line, start, end) || null;
      break;
  }
}

/** `C="250 OK \"id\""`: what the other server said, in quotes within which a backslash stands before any other. */
function confirmation(line: string, start: number, end: number): string {
  const quoted = line.charCodeAt(start) === QUOTE && line.charCodeAt(end - 1) === QUOTE;
  const words = quoted ? line.slice(start + 1, end - 1) : line.slice(start, end);
  return words.includes('\\') ? lines(words.replace(/\\(.)/g, '$1')) : words;
}

function readReason(delivery: EximDelivery, reason: string): void {
  const within = HOST_WITHIN.exec(reason);
  if (within) delivery.host = within[1]!;
  const reply = REPLY.exec(reason);
  delivery.host = reply?.[1] ?? delivery.host;
  delivery.diagnostic = lines(reply?.[2] ?? (within ? reason.replace(within[0], '') : reason));
}

/** Exim writes the line breaks of a reply as `\n`. */
function lines(text: string): string {
  return text.includes('\\n') ? text.replaceAll('\\n', '\n') : text;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}
