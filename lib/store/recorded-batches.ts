import type { PoolClient } from 'pg';
import type { Batch } from './batch';

/** Notes what this transaction records, for whoever watches events as they come. */
export async function noteRecorded(
  client: PoolClient,
  { sourceId, originId, events }: Batch,
  recorded: number,
): Promise<void> {
  if (recorded === 0) return;
  let [first, last] = [events[0]!, events[0]!];
  let [earliest, latest] = [first.at, first.at];
  for (const event of events) {
    if (event.position < first.position) first = event;
    if (event.position > last.position) last = event;
    earliest = Math.min(earliest, event.at);
    latest = Math.max(latest, event.at);
  }
  await client.query(
    `INSERT INTO recorded_batch
       (source_id, transaction_id, origin_id, first_position, last_position, first_at, last_at, events)
     VALUES ($1, pg_current_xact_id()::text::bigint, $2, $3, $4, $5, $6, $7)`,
    [sourceId, originId, first.position, last.position, new Date(earliest), new Date(latest), recorded],
  );
}
