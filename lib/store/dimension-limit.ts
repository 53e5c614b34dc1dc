import type { PoolClient } from 'pg';

/** How many values of each dimension are counted apart. What comes after them counts as `OTHER`. */
const LIMITS = {
  destination: 5_000,
  sending_domain: 1_000,
  sending_ip: 1_000,
  pool: 200,
  campaign: 200,
  customer: 500,
} as const;
export type Dimension = keyof typeof LIMITS;

export const OTHER = '(other)';

/** Keeps label sets bounded: a log with a million campaign ids must not make a million series. */
export class DimensionLimit {
  readonly #known: Record<Dimension, Set<string>>;

  private constructor(known: Record<Dimension, Set<string>>) {
    this.#known = known;
  }

  /** Begins with the values that are counted apart already. */
  static async load(client: PoolClient): Promise<DimensionLimit> {
    const known = {} as Record<Dimension, Set<string>>;
    for (const dimension of Object.keys(LIMITS) as Dimension[]) {
      const { rows } = await client.query<{ value: string }>(
        `SELECT DISTINCT ${dimension} AS value FROM label_set WHERE ${dimension} IS NOT NULL LIMIT ${LIMITS[dimension]}`,
      );
      known[dimension] = new Set(rows.map(({ value }) => value));
    }
    return new DimensionLimit(known);
  }

  hold(dimension: Dimension, value: string | null): string | null {
    if (value === null) return null;
    const known = this.#known[dimension];
    if (known.has(value)) return value;
    if (known.size >= LIMITS[dimension]) return OTHER;
    known.add(value);
    return value;
  }
}
