import { MOST_LINES } from './bounds';

/** A header field's name. RFC 5322 §2.2 allows any printable character, `<ana@example.com>` included, but nobody
 * uses them. Mimecast writes `Action : failed`. */
const FIELD = /^([A-Za-z][\w.-]{0,75})[ \t]{0,4}:(?!\/\/)/;

/** RFC 5322 §2.1.1 allows 998 characters a line; what runs on for ever is cut. */
const LONGEST_VALUE = 32 * 1024;

/** The fields of a header block, or of a group of a report: names in any case, values unfolded. */
export class Headers {
  readonly #fields = new Map<string, string[]>();

  add(name: string, value: string): void {
    const key = name.toLowerCase();
    const values = this.#fields.get(key);
    if (values) values.push(value);
    else this.#fields.set(key, [value]);
  }

  get(name: string): string | null {
    return this.#fields.get(name)?.[0] || null;
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  get size(): number {
    return this.#fields.size;
  }
}

export interface Field {
  name: string;
  value: string;
  /** An empty line stands between this field and the one before. */
  apart: boolean;
}

export const isFieldLine = (line: string): boolean => FIELD.test(line);

/** Every field of a block, in order. A line that neither begins a field nor is indented continues the last one:
 * some gateways fold a Diagnostic-Code without indenting it. */
export function readFields(block: string): Field[] {
  const fields: Field[] = [];
  let last: Field | null = null;
  let apart = false;
  for (const line of block.split('\n', MOST_LINES)) {
    if (line.trim() === '') {
      apart = true;
      continue;
    }
    const first = line.charCodeAt(0);
    const indented = first === 32 || first === 9;
    const name = indented ? null : FIELD.exec(line);
    // `550-…` continues a refusal even where a colon follows.
    if (name && !/^[45]\d\d[ -]/.test(line)) {
      last = { name: name[1]!.toLowerCase(), value: line.slice(name[0].length, LONGEST_VALUE).trim(), apart };
      fields.push(last);
      apart = false;
    } else if (last && (indented || !apart)) {
      const rest = line.trim();
      if (last.value === '') last.value = rest;
      else if (last.value.length < LONGEST_VALUE) last.value += ` ${rest}`;
    }
  }
  return fields;
}

export function readHeaders(block: string): Headers {
  const headers = new Headers();
  for (const field of readFields(block)) headers.add(field.name, field.value);
  return headers;
}
