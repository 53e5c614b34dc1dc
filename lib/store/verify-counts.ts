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
    const { rows } = await client.query<{ id: number }>('SELECT id FROM source ORDER BY id');
    const sources = rows.map(({ id }) => id);
    const days = await daysOf(client, sources);
    const wholeSince = await wholeWidths(
      client,
      sources,
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

/** Each day is a look into the key of a source's counts, however many there are. Of one source at a time, as a store of
 * several servers takes it. */
async function daysOf(client: ClientBase, sources: readonly number[]): Promise<KnownDay[]> {
  const { rows: written } = await client.query<{ day: string; last_written_at: Date }>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, last_written_at FROM event_day`,
  );
  const days = new Map<string, Date | null>(
    written.map(({ day, last_written_at }) => [day, last_written_at]),
  );
  for (const source of sources) {
    const { rows } = await client.query<{ day: string }>(DAYS_OF_SOURCE, [source]);
    for (const { day } of rows) if (!days.has(day)) days.set(day, null);
  }
  return [...days]
    .map(([day, lastWrittenAt]) => ({ day, lastWrittenAt }))
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}

const WITHIN_DAY = `bucket_at >= day AT TIME ZONE 'UTC' AND bucket_at < (day + interval '1 day') AT TIME ZONE 'UTC'`;

/** The first day that is counted at or after a moment. The limit keeps this a look into an index. */
const dayFrom = (moment: string): string => {
  const next = (minutes: number) => `(SELECT bucket_at FROM rollup WHERE source_id = $1
    AND bucket_minutes = ${minutes} AND bucket_at >= ${moment} ORDER BY bucket_at LIMIT 1)`;
  return `date_trunc('day', least(${next(60)}, ${next(1440)}) AT TIME ZONE 'UTC')`;
};

/** From day to day that there is, and not through the calendar: one odd stamp may lie thousands of years ahead. */
const DAYS_OF_SOURCE = `WITH RECURSIVE counted (day) AS (
    SELECT ${dayFrom("'-infinity'")}
    UNION ALL
    SELECT ${dayFrom("(day + interval '1 day') AT TIME ZONE 'UTC'")} FROM counted WHERE day IS NOT NULL
  )
  SELECT to_char(day, 'YYYY-MM-DD') AS day FROM counted WHERE day IS NOT NULL`;

/** Retention takes counts away from the oldest on, where their events are gone: what is behind the first of those that
 * are left is whole, and the day of the first may be in part. */
async function wholeWidths(
  client: ClientBase,
  sources: readonly number[],
  daysWithoutEvents: readonly string[],
): Promise<WholeSince> {
  const since = new Map<string, number>();
  for (const counting of COUNTINGS) {
    for (const minutes of counting.widths) {
      for (const source of sources) {
        const { rows } = await client.query<{ first: Date }>(
          `SELECT c.bucket_at AS first FROM unnest($3::timestamp[]) AS day CROSS JOIN LATERAL (
             SELECT bucket_at FROM ${counting.table} WHERE source_id = $1 AND bucket_minutes = $2 AND ${WITHIN_DAY}
              ORDER BY bucket_at LIMIT 1) AS c
            ORDER BY day LIMIT 1`,
          [source, minutes, daysWithoutEvents],
        );
        const first = rows[0]?.first.getTime();
        const width = widthOf(counting, minutes);
        if (first !== undefined) since.set(width, Math.min(first, since.get(width) ?? first));
      }
    }
  }
  return since;
}
