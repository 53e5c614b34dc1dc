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
    const days = await daysOf(client);
    const wholeSince = await wholeWidths(
      client,
      days.filter(({ lastWrittenAt }) => lastWrittenAt === null).map(({ day }) => day),
    );
    for (const known of days) {
      if (asked.signal?.aborted) return;
      if (asked.isAsked(known))
        yield await verifyDay(client, known.day, { wholeSince, repair: asked.repair });
    }
  } finally {
    await client.end();
  }
}

/** Each day is one look into the key of the counts, however many there are: between the first and the last of any source. */
async function daysOf(client: ClientBase): Promise<KnownDay[]> {
  const end = (order: 'ASC' | 'DESC') =>
    `CROSS JOIN LATERAL (SELECT bucket_at FROM rollup WHERE source_id = s.id AND bucket_minutes = width
                          ORDER BY bucket_at ${order} LIMIT 1)`;
  const { rows } = await client.query<{ day: string; last_written_at: Date | null }>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, d.last_written_at FROM event_day d
       FULL JOIN (SELECT day::date FROM (
                    SELECT min(first.bucket_at AT TIME ZONE 'UTC') AS first, max(last.bucket_at AT TIME ZONE 'UTC') AS last
                      FROM source s CROSS JOIN unnest($1::smallint[]) AS width ${end('ASC')} AS first ${end('DESC')} AS last
                  ) ends, generate_series(date_trunc('day', first), last, interval '1 day') AS day
                  CROSS JOIN LATERAL (${anyOn('rollup', 'day', '$1::smallint[]')}) AS counted) r USING (day)
      ORDER BY day DESC`,
    [[60, 1440]],
  );
  return rows.map(({ day, last_written_at }) => ({ day, lastWrittenAt: last_written_at }));
}

/** The limit keeps this a look into an index. */
const anyOn = (table: string, day: string, widths: string): string =>
  `SELECT FROM source s CROSS JOIN unnest(${widths}) AS width CROSS JOIN LATERAL (
     SELECT FROM ${table} WHERE source_id = s.id AND bucket_minutes = width
        AND bucket_at >= (${day} AT TIME ZONE 'UTC') AND bucket_at < (${day} + interval '1 day') AT TIME ZONE 'UTC' LIMIT 1
   ) AS any_count LIMIT 1`;

/** Retention takes counts away from the oldest on, where their events are gone: what is behind the first of those that
 * are left is whole, and the day of the first may be in part. */
async function wholeWidths(client: ClientBase, daysWithoutEvents: readonly string[]): Promise<WholeSince> {
  const since = new Map<string, number>();
  for (const counting of COUNTINGS) {
    for (const minutes of counting.widths) {
      const { rows } = await client.query<{ first: Date | null }>(
        `SELECT (SELECT min(bucket_at) FROM ${counting.table}
                  WHERE bucket_minutes = $1 AND source_id = ANY(ARRAY(SELECT id FROM source))
                    AND bucket_at >= oldest.day AT TIME ZONE 'UTC' AND bucket_at < (oldest.day + interval '1 day') AT TIME ZONE 'UTC'
                ) AS first
           FROM (SELECT day FROM unnest($2::timestamp[]) AS day
                  CROSS JOIN LATERAL (${anyOn(counting.table, 'day', 'ARRAY[$1::smallint]')}) AS counted
                  ORDER BY day LIMIT 1) oldest`,
        [minutes, daysWithoutEvents],
      );
      const first = rows[0]?.first;
      if (first) since.set(widthOf(counting, minutes), first.getTime());
    }
  }
  return since;
}
