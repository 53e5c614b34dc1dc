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

interface Row extends Omit<SourceHealth, 'usualGapMinutes'> {
  id: number;
  isSilent: boolean;
}

export async function alertSources(db: Db, now: Date): Promise<SourceHealth[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT s.id AS "id", s.name AS "name", extract(epoch FROM s.watermark_at)::float8 * 1000 AS "watermarkAt",
           s.watermark_at < ${now}::timestamptz - make_interval(mins => ${QUIET_MINUTES}::int) AS "isSilent",
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
  for (const { id, isSilent, ...row } of rows) {
    const usual = isSilent ? await usualGapMinutes(db, id, new Date(row.watermarkAt)) : null;
    healths.push({ ...row, usualGapMinutes: usual ?? BUCKET_MINUTES });
  }
  return healths;
}

/** Of one source: a look into the index for each slot, which a store of several servers takes of one source alone. */
async function usualGapMinutes(db: Db, sourceId: number, watermark: Date): Promise<number | null> {
  const [rhythm] = await db.$queryRaw<{ gap: number | null }[]>(Prisma.sql`
    SELECT max(extract(epoch FROM heard_at - before_at) / 60)::float8 AS "gap"
    FROM (
      SELECT slot AS heard_at, lag(slot) OVER (ORDER BY slot) AS before_at
      FROM generate_series(
        date_bin('5 minutes', ${watermark}::timestamptz, 'epoch'::timestamptz) - interval '7 days',
        ${watermark}::timestamptz, interval '5 minutes') AS slot
      WHERE EXISTS (
        SELECT FROM rollup r WHERE r.source_id = ${sourceId}::int AND r.bucket_minutes = ${BUCKET_MINUTES}::smallint
          AND r.bucket_at = slot)
    ) AS heard`);
  return rhythm?.gap ?? null;
}
