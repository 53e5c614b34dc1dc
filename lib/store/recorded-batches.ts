import type { PoolClient } from 'pg';
import type { Reach } from './event-sheet';

/** Notes what this transaction records, for whoever watches events as they come. */
export async function noteRecorded(
  client: PoolClient,
  sourceId: number,
  reaches: readonly Reach[],
): Promise<void> {
  await client.query(
    `INSERT INTO recorded_batch
       (source_id, transaction_id, origin_id, first_position, last_position, first_at, last_at)
     SELECT $1, pg_current_xact_id()::text::bigint, o, min(p), max(q), min(a), max(b)
       FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::timestamptz[])
         AS n (o, p, q, a, b) GROUP BY o`,
    [
      sourceId,
      reaches.map(({ originId }) => originId),
      reaches.map(({ firstPosition }) => firstPosition),
      reaches.map(({ lastPosition }) => lastPosition),
      reaches.map(({ firstAt }) => new Date(firstAt)),
      reaches.map(({ lastAt }) => new Date(lastAt)),
    ],
  );
}
