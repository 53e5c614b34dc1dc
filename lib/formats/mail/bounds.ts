/** A digest of reports has some dozens; a mail of 30 MB can be cut into millions. */
const MOST_PARTS = 256;
/** No server nests its reports deeper; what lies beyond stays undivided text. */
export const DEEPEST_PART = 8;
/** Of a block of fields. A status has six for each recipient. */
export const MOST_LINES = 100_000;
/** Postfix lets a message have 1,000 recipients (smtpd_recipient_limit), and Exchange 500. */
const MOST_RECIPIENTS = 10_000;
/** SNS, which mails documents, sends 256 KB at most. */
const LONGEST_DOCUMENT = 1 << 20;

/**
 * How much of one mail is read. Anybody may send one, and 30 MB can be made into a million parts, fields or recipients,
 * each of which costs memory; no real report comes near. What is left unread is said.
 */
export class Bounds {
  #parts = MOST_PARTS;
  readonly #left = new Set<string>();

  /** Why the mail was not read to its end; `null` where it was. */
  get left(): string | null {
    return this.#left.size ? `read in part: ${[...this.#left].join(', ')}` : null;
  }

  /** Whether one more part may be read. */
  takePart(): boolean {
    if (this.#parts-- > 0) return true;
    this.#left.add(`more than ${MOST_PARTS} parts`);
    return false;
  }

  mayNest(depth: number): boolean {
    if (depth < DEEPEST_PART) return true;
    this.#left.add(`parts nested more than ${DEEPEST_PART} deep`);
    return false;
  }

  /** The block, of which a reader of fields takes the first lines. */
  fields(block: string): string {
    let lines = 0;
    for (let at = block.indexOf('\n'); at >= 0 && lines <= MOST_LINES; at = block.indexOf('\n', at + 1))
      lines++;
    if (lines > MOST_LINES) this.#left.add(`more than ${MOST_LINES} lines of fields`);
    return block;
  }

  mayBeDocument(text: string): boolean {
    if (text.length <= LONGEST_DOCUMENT) return true;
    this.#left.add(`a document of more than ${LONGEST_DOCUMENT} bytes`);
    return false;
  }

  /** As many of what several places say as one mail may say. */
  recipients<Found>(places: readonly string[], read: (place: string) => Found[]): Found[] {
    const found: Found[] = [];
    for (const place of places) {
      for (const one of read(place)) found.push(one);
      if (found.length > MOST_RECIPIENTS) break;
    }
    return this.mostRecipients(found);
  }

  mostRecipients<Found>(found: Found[]): Found[] {
    if (found.length <= MOST_RECIPIENTS) return found;
    this.#left.add(`more than ${MOST_RECIPIENTS} recipients`);
    return found.slice(0, MOST_RECIPIENTS);
  }
}
