import pg, { type ClientBase } from 'pg';
import { COUNTINGS } from './countings';
import { type DayVerified, verifyDay, type WholeSince, widthOf } from './verify-day';

export interface Verification {
  /** Which days, as `2026-03-01`. */
  isAsked(day: KnownDay): boolean;
  repair: boolean;
  signal?: AbortSignal;
}

/** A day of which there is something. */
export interface KnownDay {
  day: string;
  /** `null`: its events are gone. */
  lastWrittenAt: Date | null;
}

/**
 * Holds all that is counted against what it was counted from, one day after the other, from the newest: what is held
 * in memory is one day's differences that are told, and the server puts by on disk what it cannot hold of a day.
 */
export async function* verifyCounts(databaseUrl: string, asked: Verification): AsyncGenerator<DayVerified> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bounceboard verify' });
  client.on('error', () => {}); // A connection that broke fails the next statement; unheard, it would end the process.
  await client.connect();
  try {
    const wholeSince = await wholeWidths(client);
    for (const known of await daysOf(client)) {
      if (asked.signal?.aborted) return;
      if (asked.isAsked(known))
        yield await verifyDay(client, known.day, { wholeSince, repair: asked.repair });
    }
  } finally {
    await client.end();
  }
}

async function daysOf(client: ClientBase): Promise<KnownDay[]> {
  const { rows } = await client.query<{ day: string; last_written_at: Date | null }>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, d.last_written_at FROM event_day d
       FULL JOIN (SELECT DISTINCT (bucket_at AT TIME ZONE 'UTC')::date AS day FROM rollup
                   WHERE bucket_minutes = ANY(ARRAY[60, 1440]::smallint[])
                     AND source_id = ANY(ARRAY(SELECT id FROM source))) r USING (day)
      ORDER BY day DESC`,
  );
  return rows.map(({ day, last_written_at }) => ({ day, lastWrittenAt: last_written_at }));
}

/** Retention takes counts away from the oldest on, where their events are gone: what is behind the first of those that
 * are left is whole, and the day of the first may be in part. */
async function wholeWidths(client: ClientBase): Promise<WholeSince> {
  const since = new Map<string, number>();
  for (const counting of COUNTINGS) {
    for (const minutes of counting.widths) {
      const { rows } = await client.query<{ first: Date | null }>(
        `SELECT min(bucket_at) AS first FROM ${counting.table}
          WHERE bucket_minutes = $1 AND source_id = ANY(ARRAY(SELECT id FROM source))
            AND NOT EXISTS (SELECT FROM event_day d WHERE d.day = (bucket_at AT TIME ZONE 'UTC')::date)`,
        [minutes],
      );
      const first = rows[0]?.first;
      if (first) since.set(widthOf(counting, minutes), first.getTime());
    }
  }
  return since;
}
