import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPartitions, partitionName } from '@/lib/store/event-days';
import { openTestStore, type TestStore } from './test-store';

const DAY = 20_000;
const TABLE = partitionName('2024-10-04');

let store: TestStore;
let client: pg.Client;
beforeAll(async () => {
  store = await openTestStore();
  client = new pg.Client({ connectionString: store.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await store.close();
});

const writeOne = () =>
  client.query(`INSERT INTO event (source_id, origin_id, position, at, label_set_id)
    VALUES (1, 1, 1, '2024-10-04 12:00+00', 1)`);

/** By index: 1, where it had not summed up the first pages; then it has. */
async function summedUpNow(table: string): Promise<number[]> {
  const { rows } = await client.query<{ ranges: number }>(
    `SELECT brin_summarize_range(i.indexrelid, 0) AS ranges FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam AND a.amname = 'brin'
      WHERE i.indrelid = $1::regclass`,
    [table],
  );
  return rows.map(({ ranges }) => ranges);
}

test('the first events of a day change no summary, since there is none yet', async () => {
  await createPartitions(client, [DAY]);
  await writeOne();
  expect(await summedUpNow(TABLE)).toEqual([1, 1]);
});

test('the control: an index of an empty table has one', async () => {
  await client.query('CREATE TABLE plain (LIKE event)');
  await client.query('CREATE INDEX ON plain USING brin (at)');
  await client.query(`INSERT INTO plain SELECT * FROM event`);
  expect(await summedUpNow('plain')).toEqual([0]);
});

test('a day has the columns of the table in its order, and no key', async () => {
  const columns = async (table: string) =>
    (
      await client.query(
        `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum`,
        [table],
      )
    ).rows;
  expect(await columns(TABLE)).toEqual(await columns('event'));
  const { rows } = await client.query('SELECT FROM pg_index WHERE indrelid = $1::regclass AND indisunique', [
    TABLE,
  ]);
  expect(rows).toEqual([]);
});
