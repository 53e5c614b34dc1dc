import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openDb } from '@/lib/db';
import { DISTRIBUTED, distribute } from '@/lib/store/distribute';
import { migrate } from '@/lib/store/migrate';
import { openMailRoom } from '../ingest/mail-room';
import { OF_COUNTS, OF_EVENTS } from '../queries/range-questions';
import { askedOf, forgetAll, liveThrough } from './store-life';

/** The coordinator of a cluster, and a database on it whose name begins with `test`: what is in it is deleted. */
const CITUS_URL = process.env.CITUS_URL;
if (!CITUS_URL) process.stderr.write('CITUS_URL is not set: left out: the store on a real Citus\n');

describe.skipIf(!CITUS_URL)('the store on a Citus cluster', () => {
  test('is distributed, records, judges anew, verifies, corrects, forgets, and says what it does not answer', async () => {
    const databaseUrl = CITUS_URL!;
    expect(new URL(databaseUrl).pathname).toMatch(/^\/test/);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('DROP SCHEMA public CASCADE');
    await client.query('CREATE SCHEMA public');
    await migrate(databaseUrl, fileURLToPath(new URL('../../prisma/migrations', import.meta.url)));
    for await (const { isNew } of distribute(databaseUrl)) expect(isNew).toBe(true);
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name::text AS name FROM citus_tables WHERE distribution_column = 'source_id'`,
    );
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...DISTRIBUTED]));

    const db = openDb(databaseUrl);
    const close = () => db.$disconnect();
    const room = await openMailRoom({ db, databaseUrl, directUrl: databaseUrl, close });
    try {
      await liveThrough(room);
      const asked = askedOf(room);
      for (const [name, ask] of Object.entries({ ...OF_COUNTS, ...OF_EVENTS }))
        await ask(asked).catch((error: Error) => process.stderr.write(`${name}: ${error.message}\n`));
      await forgetAll(room);
    } finally {
      await room.close();
      await client.end();
    }
  }, 600_000);
});
