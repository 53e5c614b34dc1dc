import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

/** How a live source is doing. Imports are not live: they end. */
export interface SourceHealth {
  name: string;
  /** The latest event, ms since the epoch. */
  watermarkAt: number;
  /** The longest that nothing came in the week before the latest event. */
  usualGapMinutes: number;
  /** Records read of what was touched in the last 24 hours, and how many of them no format understood. */
  records: number;
  unparsed: number;
}

const BUCKET_MINUTES = 5;
/** A source that was heard of within this time is not silent, and its rhythm is not looked up. */
const QUIET_MINUTES = 15;
const WEEK_MINUTES = 7 * 24 * 60;
/** A pause of two hours has all of one in it, wherever it begins. */
const SEEN_BY_HOURS = 120;
const MINUTE = 60_000;
const SLOT = BUCKET_MINUTES * MINUTE;
const HOUR = 60 * MINUTE;

interface Row extends Omit<SourceHealth, 'usualGapMinutes'> {
  id: number;
}

/**
 * @param leastPause of a silence of so many minutes: pauses that are not longer make no difference to whoever asks, and
 * may be told as shorter than they were.
 */
export async function alertSources(
  db: Db,
  now: Date,
  leastPause: (silentMinutes: number) => number = () => 0,
): Promise<SourceHealth[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT s.id AS "id", s.name AS "name", extract(epoch FROM s.watermark_at)::float8 * 1000 AS "watermarkAt",
           coalesce(read.records, 0)::float8 AS "records", coalesce(read.unparsed, 0)::float8 AS "unparsed"
    FROM source s
    LEFT JOIN LATERAL (
      SELECT sum(event_records + context_count + ignored_count + unparsed_count) AS records,
             sum(unparsed_count) AS unparsed
      FROM (
        SELECT event_records, context_count, ignored_count, unparsed_count FROM file_generation
        WHERE source_id = s.id AND updated_at > ${now}::timestamptz - interval '24 hours'
        UNION ALL
        SELECT event_records, context_count, ignored_count, unparsed_count FROM ingest_batch
        WHERE source_id = s.id AND received_at > ${now}::timestamptz - interval '24 hours'
      ) AS touched
    ) read ON true
    WHERE s.kind NOT IN ('import', 'sample') AND NOT s.paused AND s.watermark_at IS NOT NULL`);
  const healths: SourceHealth[] = [];
  for (const { id, ...row } of rows) {
    const silentMinutes = (now.getTime() - row.watermarkAt) / MINUTE;
    const least = silentMinutes > QUIET_MINUTES ? leastPause(silentMinutes) : WEEK_MINUTES;
    const usual = await usualGapMinutes(db, id, new Date(row.watermarkAt), least);
    healths.push({ ...row, usualGapMinutes: usual ?? BUCKET_MINUTES });
  }
  return healths;
}

/** Hours tell of every pause that is as long as two of them, and there are few: only whoever has no such pause, and is
 * asked about shorter ones, is read slot by slot. */
async function usualGapMinutes(db: Db, id: number, watermark: Date, least: number): Promise<number | null> {
  if (least >= WEEK_MINUTES) return null;
  const to = watermark.getTime();
  const from = Math.floor(to / SLOT) * SLOT - WEEK_MINUTES * MINUTE;
  const heardSlots = (slots: readonly number[]) =>
    heardOf(
      db,
      id,
      BUCKET_MINUTES,
      slots.filter((slot) => slot >= from),
    );
  const hours = await heardOf(db, id, 60, steps(Math.floor(from / HOUR) * HOUR, to, HOUR));
  const besideQuiet = hours.filter(
    (hour, i) => (hours[i + 1] ?? hour) > hour + HOUR || (hours[i - 1] ?? hour) < hour - HOUR,
  );
  const long = longest(await heardSlots(besideQuiet.flatMap((hour) => steps(hour, hour + HOUR - 1, SLOT))));
  if (least >= SEEN_BY_HOURS || (long ?? 0) >= SEEN_BY_HOURS) return long;
  return longest(await heardSlots(steps(from, to, SLOT)));
}

function longest(heard: readonly number[]): number | null {
  const pauses = heard.slice(1).map((at, i) => at - heard[i]!);
  return pauses.length === 0 ? null : Math.max(...pauses) / MINUTE;
}

function steps(from: number, to: number, width: number): number[] {
  return Array.from({ length: Math.floor((to - from) / width) + 1 }, (_, i) => from + i * width);
}

/** Which of these buckets of one source have any: a look into an index for each, which a store of several servers takes of
 * one of them alone. Answers are counted in the same buckets as label sets, and their index is a sixth of the size. */
async function heardOf(db: Db, id: number, minutes: number, buckets: readonly number[]): Promise<number[]> {
  if (buckets.length === 0) return [];
  const rows = await db.$queryRaw<{ at: number }[]>(Prisma.sql`
    SELECT b.at AS "at" FROM unnest(${buckets}::float8[]) AS b (at)
    WHERE EXISTS (
      SELECT FROM answer_rollup r WHERE r.source_id = ${id}::int AND r.bucket_minutes = ${minutes}::smallint
        AND r.bucket_at = to_timestamp(b.at / 1000))
    ORDER BY 1`);
  return rows.map(({ at }) => at);
}
