const COMMA = 44;
const DOT = 46;
const LESS = 60;
const LATIN_D = 100;
const LATIN_R = 114;
const LATIN_S = 115;

/**
 * Where the fields of a delivery line are, read in place; an index of -1 is a field that is absent:
 *
 *     to=<…>, orig_to=<…>, relay=…, conn_use=…, delay=…, delays=…, tls=…, dsn=…, status=sent (…)
 */
export class PostfixAttempt {
  recipient = -1;
  recipientEnd = -1;
  relay = -1;
  relayEnd = -1;
  statusCode = -1;
  statusCodeEnd = -1;
  /** The word after `status=`. */
  status = -1;
  delayMs: number | null = null;

  /** Reads what follows `to=`; the answer is why it cannot be read. */
  read(text: string, start: number, end: number): string | null {
    this.relay = this.statusCode = this.status = -1;
    this.delayMs = null;
    const bracketed = text.charCodeAt(start) === LESS;
    this.recipient = bracketed ? start + 1 : start;
    this.recipientEnd = bracketed ? addressEnd(text, start + 1, end) : find(text, ',', start, end);
    if (this.recipientEnd < 0) return 'a recipient without an end';
    for (let key = find(text, ',', this.recipientEnd, end) + 2; key > 1; ) {
      const value = find(text, '=', key, end) + 1;
      if (value === 0) break;
      const first = text.charCodeAt(key);
      if (first === LATIN_S && text.startsWith('status=', key)) {
        this.status = value;
        return null;
      }
      // An address may hold commas, and only an address stands in angle brackets.
      const from = text.charCodeAt(value) === LESS ? addressEnd(text, value + 1, end) : value;
      const close = from < 0 ? -1 : find(text, ',', from, end);
      if (close < 0) break;
      if (first === LATIN_R && text.startsWith('relay=', key)) {
        this.relay = value;
        this.relayEnd = close;
      } else if (first === LATIN_D && text.startsWith('delay=', key)) {
        this.delayMs = milliseconds(text, value, close);
      } else if (first === LATIN_D && text.startsWith('dsn=', key)) {
        this.statusCode = value;
        this.statusCodeEnd = close;
      }
      key = close + 2;
    }
    return 'a delivery without a status';
  }
}

/** The `>` that ends an address: the one before a comma, since a quoted local part may hold others. */
export function addressEnd(text: string, start: number, end: number): number {
  let close = find(text, '>', start, end);
  while (close >= 0 && close + 1 < end && text.charCodeAt(close + 1) !== COMMA)
    close = find(text, '>', close + 1, end);
  return close;
}

function find(text: string, sought: string, from: number, end: number): number {
  const found = text.indexOf(sought, from);
  return found < end ? found : -1;
}

/** `0.26`: seconds. */
function milliseconds(text: string, start: number, end: number): number | null {
  let total = 0;
  let weight = 1000;
  let fraction = false;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT && !fraction) fraction = true;
    else if (code < 48 || code > 57) return null;
    else if (fraction) {
      weight /= 10;
      total += (code - 48) * weight;
    } else total = total * 10 + (code - 48) * 1000;
  }
  return Math.round(total);
}
