import type { Pool, PoolClient } from 'pg';
import { COUNTINGS, type Counting } from '@/lib/store/countings';

const DAY_MS = 86_400_000;
/** Days before which only the wider counts are filled in, and none, as multiples of the days of events. */
const HOURS_SPAN = 2;
const DAYS_SPAN = 5;

/** What is counted of a day that was made, put by until all days are filled in. */
export async function countDay(pool: Pool, day: number): Promise<void> {
  const from = day * DAY_MS;
  for (const { table, counts, by, widths, fromEvents } of COUNTINGS) {
    const shape = `SELECT source_id, bucket_minutes, bucket_at, ${by.join(', ')}, ${counts} FROM ${table}`;
    await pool.query(`CREATE UNLOGGED TABLE ${sideTable(table, day)} AS ${shape} WITH NO DATA`);
    await pool.query(
      `INSERT INTO ${sideTable(table, day)}
       WITH counted AS (${fromEvents})
       SELECT source_id, width, date_bin(make_interval(mins => width), bucket_at, '1970-01-01 00:00:00+00'), ${by.join(', ')}, sum(counted)
       FROM counted, unnest($3::int[]) AS width GROUP BY 1, 2, 3, ${by.map((_, i) => 4 + i).join(', ')} ORDER BY 2, 3, 1`,
      [new Date(from), new Date(from + DAY_MS), widths],
    );
  }
}

const sideTable = (table: string, day: number): string => `bench_${table}_${day}`;

/** The counts of all days: those of the last ones by 5 minutes, hours and days, then by hours and days, then by days. */
export async function fillCounts(
  pool: Pool,
  today: number,
  eventDays: number,
  modelOf: (day: number) => number,
): Promise<void> {
  for (const counting of COUNTINGS) {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await withoutIndexes(client, counting.table, async () => {
        for (let back = DAYS_SPAN * eventDays - 1; back >= 0; back--) {
          const least = back < eventDays ? 0 : back < HOURS_SPAN * eventDays ? 60 : 1440;
          await copyCounts(client, counting, modelOf(today - back), today - back, least);
        }
      });
      const made = new Set(Array.from({ length: eventDays }, (_, back) => modelOf(today - back)));
      for (const day of made) await client.query(`DROP TABLE ${sideTable(counting.table, day)}`);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }
}

async function copyCounts(
  client: PoolClient,
  { table, counts, by }: Counting,
  model: number,
  day: number,
  leastMinutes: number,
): Promise<void> {
  const rest = [...by, counts].join(', ');
  await client.query(
    `INSERT INTO ${table} (source_id, bucket_minutes, bucket_at, ${rest})
     SELECT source_id, bucket_minutes, bucket_at + make_interval(days => $1::int), ${rest} FROM ${sideTable(table, model)}
     WHERE bucket_minutes >= $2`,
    [day - model, leastMinutes],
  );
}

/** The table is emptied as well: what is written in the transaction that did so writes no WAL. */
async function withoutIndexes(client: PoolClient, table: string, fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ drop: string; make: string }>(
    `SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
              ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, c.conname) END AS drop,
            CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
              ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) END AS make
       FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid
      WHERE i.indrelid = $1::regclass`,
    [table],
  );
  for (const { drop } of rows) await client.query(drop);
  await client.query(`TRUNCATE ${table}`);
  await fill();
  for (const { make } of rows) await client.query(make);
}
