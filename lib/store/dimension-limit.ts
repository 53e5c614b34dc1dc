import type { PoolClient } from 'pg';
import { COUNTED_APART, type CountedDimension, OTHER } from '@/lib/mail/counted-dimensions';

/** Keeps label sets bounded, in each process by itself: several that meet new values at once may go over a limit by what
 * they met. */
export class DimensionLimit {
  readonly #known: Record<CountedDimension, Set<string>>;

  private constructor(known: Record<CountedDimension, Set<string>>) {
    this.#known = known;
  }

  /** Begins with the values that are counted apart already. */
  static async load(client: PoolClient): Promise<DimensionLimit> {
    const known = {} as Record<CountedDimension, Set<string>>;
    for (const dimension of Object.keys(COUNTED_APART) as CountedDimension[]) {
      const { rows } = await client.query<{ value: string }>(
        `SELECT DISTINCT ${dimension} AS value FROM label_set WHERE ${dimension} <> '${OTHER}' LIMIT ${COUNTED_APART[dimension]}`,
      );
      known[dimension] = new Set(rows.map(({ value }) => value));
    }
    return new DimensionLimit(known);
  }

  hold(dimension: CountedDimension, value: string | null): string | null {
    if (value === null) return null;
    const known = this.#known[dimension];
    if (value === OTHER || known.has(value)) return value;
    if (known.size >= COUNTED_APART[dimension]) return OTHER;
    known.add(value);
    return value;
  }
}
