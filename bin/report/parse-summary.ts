import type { ParseOutput } from '@/lib/formats/format';
import { OUTCOMES, type Outcome } from '@/lib/mail/delivery-event';

const REASONS_SHOWN = 10;
const EXAMPLES_SHOWN = 3;
const EXAMPLE_CHARACTERS = 120;

/** What was read of one or many inputs, for a person: events by outcome, the other records, and what nobody could
 * read. */
export class ParseSummary {
  failures = 0;
  readonly #formats = new Map<string, number>();
  readonly #outcomes = new Map<Outcome, number>();
  readonly #records = { event: 0, context: 0, ignored: 0, unparsed: 0 };
  readonly #reasons = new Map<string, { count: number; examples: string[] }>();
  #input = '';

  /** What is added from now on is of this input. */
  opened(input: string, format: { title: string }): void {
    this.#input = input;
    this.#formats.set(format.title, (this.#formats.get(format.title) ?? 0) + 1);
  }

  /** @param outcomes of the events. */
  add(
    { records, unparsed, reasons }: Omit<ParseOutput, 'events'>,
    outcomes: Iterable<readonly [Outcome, number]>,
  ): void {
    for (const [outcome, count] of outcomes)
      this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + count);
    this.#records.event += records.event;
    this.#records.context += records.context;
    this.#records.ignored += records.ignored;
    this.#records.unparsed += records.unparsed;
    for (const [reason, count] of reasons) this.#reason(reason).count += count;
    for (const { reason, offset, text } of unparsed) {
      const { examples } = this.#reason(reason);
      if (examples.length < EXAMPLES_SHOWN) examples.push(`${this.#input} @${offset}: ${printable(text)}`);
    }
  }

  get events(): number {
    return [...this.#outcomes.values()].reduce((sum, count) => sum + count, 0);
  }

  table(): string {
    const outcomes = OUTCOMES.filter((outcome) => this.#outcomes.has(outcome));
    const rows: [string, number][] = [
      ...[...this.#formats].map(([title, inputs]): [string, number] => [`inputs read as ${title}`, inputs]),
      ['inputs that failed', this.failures],
      ...outcomes.map((outcome): [string, number] => [`events: ${outcome}`, this.#outcomes.get(outcome)!]),
      ['records that gave events', this.#records.event],
      ['records joined to others', this.#records.context],
      ['records ignored on purpose', this.#records.ignored],
      ['records nobody could read', this.#records.unparsed],
    ];
    const reasons = [...this.#reasons].sort(([, a], [, b]) => b.count - a.count).slice(0, REASONS_SHOWN);
    const width = Math.max(...[...rows, ...reasons].map(([name]) => name.length)) + 2;
    const row = (name: string, count: number): string =>
      `  ${name.padEnd(width)}  ${count.toLocaleString('en').padStart(12)}\n`;
    return [
      ...rows.map(([name, count]) => row(name, count)),
      ...reasons.map(
        ([reason, { count, examples }]) =>
          row(`  ${reason}`, count) + examples.map((example) => `      ${example}\n`).join(''),
      ),
    ].join('');
  }

  #reason(reason: string): { count: number; examples: string[] } {
    const known = this.#reasons.get(reason) ?? { count: 0, examples: [] };
    this.#reasons.set(reason, known);
    return known;
  }
}

/** A terminal obeys control characters, and the text is a stranger's. */
const printable = (text: string): string =>
  text.slice(0, EXAMPLE_CHARACTERS).replace(/[\p{Cc}\p{Cf}\ufffd]/gu, '·');
