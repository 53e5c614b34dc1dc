import type { PoolClient } from 'pg';

const SEEN = 'unnest($2::int[]) AS seen (id)';
const TABLES = {
  // What is counted by answer is shown as well.
  label_set: {
    ...{ table: 'source_label_set', column: 'label_set_id' },
    rows: `(SELECT id FROM ${SEEN} UNION SELECT answer_id FROM label_set JOIN ${SEEN} USING (id) WHERE answer_id IS NOT NULL) AS rows`,
  },
  mx_host: { table: 'source_mx_host', column: 'mx_host_id', rows: SEEN },
} as const;

/** Pairs are remembered up to here before the memory begins anew. */
const REMEMBERED = 200_000;

/** Writes down which source has to do with a row that all sources share: only those rows are shown to its workspace. */
export class SeenBySource {
  readonly #insert: string;
  readonly #known = new Map<number, Set<number>>();
  #size = 0;

  constructor(of: keyof typeof TABLES) {
    const { table, column, rows } = TABLES[of];
    // In order, so that two batches that meet wait for each other, but never in a circle.
    this.#insert = `INSERT INTO ${table} (source_id, ${column})
      SELECT $1, id FROM ${rows} ORDER BY id ON CONFLICT DO NOTHING`;
  }

  /** In the transaction that records the batch. @returns what to call once it is committed: only then is it known to
   * the batches beside it. Zero stands for no row. */
  async note(client: PoolClient, sourceId: number, ids: Iterable<number>): Promise<() => void> {
    const known = this.#known.get(sourceId);
    const unknown = [...new Set(ids)].filter((id) => id !== 0 && !known?.has(id));
    if (unknown.length > 0) await client.query(this.#insert, [sourceId, unknown]);
    return () => this.#remember(sourceId, unknown);
  }

  #remember(sourceId: number, ids: readonly number[]): void {
    if (this.#size > REMEMBERED) {
      this.#known.clear();
      this.#size = 0;
    }
    const known = this.#known.get(sourceId) ?? new Set<number>();
    this.#known.set(sourceId, known);
    for (const id of ids) known.add(id);
    this.#size += ids.length;
  }
}
