import type { ClientBase } from 'pg';

const DAY_MS = 86_400_000;
/** Any number, as long as nothing else locks by it. */
const PARTITION_LOCK = 5_721_001;

/** What the indexes by page do not know of yet is searched as it is: of the largest day no more than of a small one. */
const OFTEN_SUMMARISED =
  'WITH (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 5000)';

/** An index by page counts the first pages of an empty table as summed up: each of the first thousand events would have
 * their summary written anew, which takes a hundred times as long as the event. */
const UNSUMMARISE = `SELECT brin_desummarize_range(i.indexrelid, 0) FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam AND a.amname = 'brin'
  WHERE i.indrelid = $1::regclass`;

export const dayOf = (at: number): number => Math.floor(at / DAY_MS);
export const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const partitionName = (day: string): string => `event_${day.replaceAll('-', '')}`;

/** The table of a day, before it is a partition. */
export const createDay = (table: string): string =>
  `CREATE TABLE ${table} (LIKE event INCLUDING DEFAULTS) ${OFTEN_SUMMARISED}`;

/** Makes the partitions of the days (since the epoch, UTC) that are missing. Attached, since `PARTITION OF` would wait
 * for every batch that is being written. */
export async function createPartitions(client: ClientBase, days: Iterable<number>): Promise<void> {
  for (const day of days) {
    const [name, next] = [dayName(day), dayName(day + 1)];
    const table = partitionName(name);
    await client.query('BEGIN');
    try {
      await client.query('SELECT pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
      const { rows } = await client.query('SELECT to_regclass($1) AS existing', [table]);
      if (rows[0].existing === null) {
        await client.query(createDay(table));
        await client.query(
          `ALTER TABLE event ATTACH PARTITION ${table} FOR VALUES FROM ('${name} 00:00:00+00') TO ('${next} 00:00:00+00')`,
        );
        await client.query(UNSUMMARISE, [table]);
        await client.query('INSERT INTO event_day (day) VALUES ($1) ON CONFLICT (day) DO NOTHING', [name]);
      }
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
  }
}
