import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What PostgreSQL alone needs to take the events it holds once more, into an empty table with the same keys, ms: no
 * program that stores these rows can be quicker. */
export async function copyEventsAgain(databaseUrl: string): Promise<{ rows: number; ms: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const rows = await buffer(client.query(copyTo('COPY (SELECT * FROM event) TO STDOUT (FORMAT binary)')));
    await client.query('CREATE TABLE event_again (LIKE event INCLUDING ALL)');
    const began = performance.now();
    const copying = client.query(copyFrom('COPY event_again FROM STDIN (FORMAT binary)'));
    await pipeline(Readable.from([rows]), copying);
    const ms = performance.now() - began;
    await client.query('DROP TABLE event_again');
    return { rows: copying.rowCount, ms };
  } finally {
    await client.end();
  }
}
