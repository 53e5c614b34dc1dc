/** Reads a foreign object (a JSON body, a form): by any path, never throwing. What is absent, empty or of another
 * kind is `null`. */
export class Fields {
  constructor(readonly value: unknown) {}

  at(...path: string[]): Fields {
    return new Fields(found(this.value, path));
  }

  /** The same object with some fields more. */
  with(more: Record<string, unknown>): Fields {
    return new Fields(isObject(this.value) ? { ...this.value, ...more } : this.value);
  }

  has(...path: string[]): boolean {
    const value = found(this.value, path);
    return value !== undefined && value !== null;
  }

  text(...path: string[]): string | null {
    return textOf(found(this.value, path));
  }

  /** Numbers in quotation marks too: forms have no others. */
  number(...path: string[]): number | null {
    const text = this.text(...path);
    const number = text === null ? Number.NaN : Number(text);
    return Number.isFinite(number) ? number : null;
  }

  flag(...path: string[]): boolean {
    return /^(true|1|yes)$/i.test(String(found(this.value, path)));
  }

  keys(): string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }

  /** The items of an array; one value alone is a list of one, an absent one is empty. */
  list(...path: string[]): Fields[] {
    const value = found(this.value, path);
    if (Array.isArray(value)) return value.map((item) => new Fields(item));
    return value === undefined || value === null ? [] : [new Fields(value)];
  }

  /** What a field holds as JSON within JSON; a field that holds no text is taken as it is. */
  json(...path: string[]): Fields {
    const value = found(this.value, path);
    return new Fields(typeof value === 'string' ? parseJson(value) : value);
  }
}

function found(from: unknown, path: string[]): unknown {
  let value = from;
  for (const key of path) value = objectOf(value)[key];
  return value;
}

/** A foreign object: nothing is known of its members. */
export type Loose = Readonly<Record<string, unknown>>;

const NOTHING: Loose = Object.freeze({});

/** A foreign value as the object that it should be; any other is an object without members. */
export const objectOf = (value: unknown): Loose => (isObject(value) ? value : NOTHING);

/** A foreign value as text; empty is absent. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  return typeof value === 'number' ? String(value) : null;
}

/** `undefined` for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A row of a table of knowledge by its name; a foreign name may be anything, `constructor` included. */
export function rowOf<T>(table: Readonly<Record<string, T>>, name: string | null): T | undefined {
  return name !== null && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The first value that is there. */
export function firstOf<T>(...values: (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null;
}
