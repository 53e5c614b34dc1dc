import type { PoolClient } from 'pg';
import { BUCKET_MINUTES, RollupTally } from './rollups';
import { SeenBySource } from './seen-by-source';
import type { EventKey } from './stored-failures';

/** An event that counts in another label set from now on. */
export interface Relabelling extends EventKey {
  from: number;
  to: number;
}

interface Moved {
  source_id: number;
  /** Of the narrowest width. */
  bucket_at: Date;
  from_id: number;
  to_id: number;
  events: string;
}

/** Moves failures from label set to label set, and their counts with them. @returns how many were still there to move. */
export async function moveEvents(client: PoolClient, changes: readonly Relabelling[]): Promise<number> {
  if (changes.length === 0) return 0;
  const { rows } = await client.query<Moved>(MOVE, [
    changes.map(({ sourceId }) => sourceId),
    changes.map(({ originId }) => originId),
    changes.map(({ position }) => position),
    changes.map(({ at }) => at),
    changes.map(({ from }) => from),
    changes.map(({ to }) => to),
    new Date(Math.min(...changes.map(({ at }) => at.getTime()))),
    new Date(Math.max(...changes.map(({ at }) => at.getTime()))),
    BUCKET_MINUTES[0],
  ]);
  // By source, as by bucket within it: whoever meets somebody else waits, but never in a circle.
  const tallies = new Map<number, RollupTally>();
  let moved = 0;
  for (const { source_id, bucket_at, from_id, to_id, events } of rows) {
    const tally = tallies.get(source_id) ?? new RollupTally();
    tallies.set(source_id, tally);
    tally.add(bucket_at.getTime(), from_id, -Number(events));
    tally.add(bucket_at.getTime(), to_id, Number(events));
    moved += Number(events);
  }
  const seen = new SeenBySource('label_set');
  for (const [sourceId, tally] of tallies) {
    const labelSetIds = rows.filter(({ source_id }) => source_id === sourceId).map(({ to_id }) => to_id);
    await seen.note(client, sourceId, labelSetIds);
    await tally.write(client, sourceId);
    await tally.dropEmpty(client, sourceId);
  }
  return moved;
}

/** The bounds lead the server to the few pages in which the events lie; what is judged has a diagnostic, and those that
 * have one are in an index. */
const MOVE = `WITH change AS (
    SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::int[], $6::int[])
      AS change (source_id, origin_id, position, at, from_id, to_id)
  ), moved AS (
    UPDATE event e SET label_set_id = c.to_id FROM change c
     WHERE e.source_id = c.source_id AND e.origin_id = c.origin_id AND e.position = c.position AND e.at = c.at
       AND e.label_set_id = c.from_id AND e.at BETWEEN $7 AND $8 AND e.diagnostic IS NOT NULL
    RETURNING e.source_id, e.at, c.from_id, c.to_id
  )
  SELECT source_id, date_bin(make_interval(mins => $9), at, '1970-01-01 00:00:00+00') AS bucket_at,
         from_id, to_id, count(*) AS events
    FROM moved GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
