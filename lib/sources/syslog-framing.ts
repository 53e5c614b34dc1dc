/** Longer messages are cut here: RFC 5425 §4.3.1 asks for 8 kB at most, and rsyslog can be told to send 64. */
export const LONGEST_MESSAGE = 64 * 1024;

/** `MSG-LEN SP SYSLOG-MSG` (RFC 6587 §3.4.1): the message begins with its priority, which a log line's own number
 * does not. */
const COUNTED = /^([1-9]\d{0,8}) </;
/** What may yet become such a head. */
const MAYBE_COUNTED = /^[1-9]\d{0,8} ?$/;
const LONGEST_HEAD = 11;

const LF = 10;
const ESCAPED_LF = Buffer.from('#012');

export interface SyslogSink {
  /** A whole message, without its line end. The buffer is the sink's to keep. */
  message(message: Buffer): void;
  /** What will not come, or not in one piece. */
  lost(bytes: number, reason: string): void;
}

/**
 * Cuts what a syslog connection brings into messages: octet counting and LF framing, told apart for each message,
 * as senders may be configured either way and some mix them (RFC 6587 §3.4).
 */
export class SyslogFraming {
  readonly #sink: SyslogSink;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  /** Bytes of the open frame above the limit: counted, not kept. */
  #excess = 0;
  /** Of an octet-counted frame, how many bytes are still to come; `null`: a line, or not known yet. */
  #due: number | null = null;
  /** The open frame's head has been read: it is one or the other. */
  #known = false;

  constructor(sink: SyslogSink) {
    this.#sink = sink;
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (!this.#known) {
        rest = this.#keptBytes > 0 ? Buffer.concat([...this.#kept, rest]) : rest;
        this.#forget();
        const head = rest.toString('latin1', 0, LONGEST_HEAD);
        if (MAYBE_COUNTED.test(head) && head.length === rest.length) {
          this.#keep(rest);
          return;
        }
        const counted = COUNTED.exec(head);
        this.#known = true;
        this.#due = counted ? Number(counted[1]) : null;
        if (counted) rest = rest.subarray(counted[1]!.length + 1);
      }
      rest = this.#due === null ? this.#pushLine(rest) : this.#pushCounted(rest, this.#due);
    }
  }

  /** The connection is over. In order, an unended line was a whole one; what was cut off comes again, or never. */
  end(inOrder: boolean): void {
    const bytes = this.#keptBytes + this.#excess;
    if (bytes > 0 && this.#due === null && inOrder) this.#finish();
    else if (bytes > 0 || this.#due !== null)
      this.#sink.lost(bytes, 'a connection ended in the middle of a message');
    this.#forget();
  }

  #pushLine(rest: Buffer): Buffer {
    const end = rest.indexOf(LF);
    this.#keep(end < 0 ? rest : rest.subarray(0, end));
    if (end < 0) return rest.subarray(rest.length);
    this.#finish();
    return rest.subarray(end + 1);
  }

  #pushCounted(rest: Buffer, due: number): Buffer {
    const part = rest.subarray(0, due);
    this.#keep(part);
    this.#due = due - part.length;
    if (this.#due === 0) this.#finish();
    return rest.subarray(part.length);
  }

  #keep(bytes: Buffer): void {
    const fits = Math.min(bytes.length, LONGEST_MESSAGE - this.#keptBytes);
    if (fits > 0) this.#kept.push(Buffer.from(bytes.subarray(0, fits)));
    this.#keptBytes += fits;
    this.#excess += bytes.length - fits;
  }

  #finish(): void {
    const message = oneLine(this.#kept.length === 1 ? this.#kept[0]! : Buffer.concat(this.#kept));
    const excess = this.#excess;
    this.#forget();
    if (message.length > 0) this.#sink.message(message);
    if (excess > 0)
      this.#sink.lost(excess, `a message is longer than ${LONGEST_MESSAGE / 1024} kB: its end was cut off`);
  }

  #forget(): void {
    this.#kept = [];
    this.#keptBytes = 0;
    this.#excess = 0;
    this.#due = null;
    this.#known = false;
  }
}

/** A message is a line to those who read it on: trailing line ends go (RFC 6587 §3.4.2 names LF, CR LF and NUL), and
 * inner ones are written as syslogd and rsyslog write them, `#012`. */
export function oneLine(message: Buffer): Buffer {
  let end = message.length;
  while (end > 0 && isLineEnd(message[end - 1]!)) end--;
  const line = message.subarray(0, end);
  if (!line.includes(LF)) return line;
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = line.indexOf(LF); at >= 0; at = line.indexOf(LF, from)) {
    parts.push(line.subarray(from, at), ESCAPED_LF);
    from = at + 1;
  }
  return Buffer.concat([...parts, line.subarray(from)]);
}

const isLineEnd = (byte: number): boolean => byte === LF || byte === 13 || byte === 0;
