import type { PoolClient } from 'pg';
import type { Batch } from './batch';

/** Notes what this transaction records, for whoever watches events as they come. */
export async function noteRecorded(client: PoolClient, batches: readonly Batch[]): Promise<void> {
  const reaches = batches.filter(({ events }) => events.length > 0).map(reachOf);
  await client.query(
    `INSERT INTO recorded_batch
       (source_id, transaction_id, origin_id, first_position, last_position, first_at, last_at)
     SELECT s, pg_current_xact_id()::text::bigint, o, min(p), max(q), min(a), max(b)
       FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::timestamptz[])
         AS n (s, o, p, q, a, b) GROUP BY s, o`,
    [
      reaches.map(({ sourceId }) => sourceId),
      reaches.map(({ originId }) => originId),
      reaches.map(({ firstPosition }) => firstPosition),
      reaches.map(({ lastPosition }) => lastPosition),
      reaches.map(({ firstAt }) => new Date(firstAt)),
      reaches.map(({ lastAt }) => new Date(lastAt)),
    ],
  );
}

/** Records are not in the order of their times, nor events always in that of their records. */
function reachOf({ sourceId, originId, events }: Batch) {
  let [firstPosition, firstAt] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [lastPosition, lastAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { position, at } of events) {
    firstPosition = Math.min(firstPosition, position);
    lastPosition = Math.max(lastPosition, position);
    firstAt = Math.min(firstAt, at);
    lastAt = Math.max(lastAt, at);
  }
  return { sourceId, originId, firstPosition, lastPosition, firstAt, lastAt };
}
