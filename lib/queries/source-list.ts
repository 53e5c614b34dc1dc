import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

/** A source with what has been read of it. */
export interface SourceSummary {
  id: number;
  name: string;
  kind: string;
  format: string;
  paths: string[];
  timeZone: string;
  paused: boolean;
  createdAt: Date;
  /** Time of the last event that has been committed. */
  lastEventAt: Date | null;
  /** When something last arrived, understood or not. */
  receivedAt: Date | null;
  /** How far the sender's clock is ahead of ours. */
  clockSkewMs: number | null;
  /** Events that were known already, and counted nowhere else. */
  duplicates: number;
  events: number;
  records: RecordCounts;
  /** The same of what was read in the last 24 hours. */
  lately: RecordCounts;
  /** Bytes on disk that have not been read yet. */
  behindBytes: number;
  /** What was pushed and has not been read yet, and since when. */
  waitingBatches: number;
  waitingSince: Date | null;
  /** What was pushed and could not be read, however often it was tried. */
  deadBatches: number;
  gaps: number;
  /** Why nothing comes in, and why the newest file at a path is not read on: what was brought once has its own. */
  faults: string[];
}

export interface RecordCounts {
  event: number;
  context: number;
  ignored: number;
  unparsed: number;
}

type CountColumns<Prefix extends string> = Record<`${Prefix}${Capitalize<keyof RecordCounts>}`, number>;
type Row = Omit<SourceSummary, 'records' | 'lately'> & CountColumns<'all'> & CountColumns<'late'>;

/** Where records come from, and what became of them. */
export async function sourceList(db: Db, now: Date): Promise<SourceSummary[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT s.id AS "id", s.name AS "name", s.kind AS "kind", s.format AS "format", s.paths AS "paths",
      s.time_zone AS "timeZone", s.paused AS "paused", s.created_at AS "createdAt", s.watermark_at AS "lastEventAt",
      s.received_at AS "receivedAt", s.clock_skew_ms AS "clockSkewMs", s.duplicates::float8 AS "duplicates",
      coalesce(o.events, 0) AS "events",
      ${counts('all')}, ${counts('late')},
      CASE s.kind WHEN 'upload' THEN 0 ELSE coalesce(o.behind, 0) END AS "behindBytes",
      coalesce(o.waiting, 0) AS "waitingBatches", o.waiting_since AS "waitingSince",
      coalesce(o.dead, 0) AS "deadBatches",
      (SELECT count(*)::float8 FROM source_gap WHERE source_id = s.id) AS "gaps",
      array_remove(s.fault || coalesce(f.faults, '{}'), NULL) AS "faults"
    FROM source s
    LEFT JOIN (
      SELECT source_id, sum(events)::float8 AS events, ${sums('all', Prisma.sql`TRUE`)}, ${sums('late', Prisma.sql`is_late`)},
        sum(behind)::float8 AS behind, sum(waiting)::float8 AS waiting, sum(dead)::float8 AS dead,
        min(waiting_since) AS waiting_since
      FROM (
        SELECT source_id, events, event_records, context_count, ignored_count, unparsed_count,
          updated_at > ${now}::timestamptz - interval '24 hours' AS is_late,
          0 AS waiting, NULL::timestamptz AS waiting_since, 0 AS dead,
          -- The position counts content; of a compressed file it says nothing about the bytes on disk.
          CASE WHEN path ~ '[.](gz|zst)$' THEN 0 ELSE greatest(0, size_bytes - position) END AS behind
        FROM file_generation
        UNION ALL
        SELECT source_id, events, event_records, context_count, ignored_count, unparsed_count,
          received_at > ${now}::timestamptz - interval '24 hours',
          (state = 'received')::int, CASE WHEN state = 'received' THEN received_at END, (state = 'dead')::int, 0
        FROM ingest_batch
      ) AS origin
      GROUP BY source_id
    ) o ON o.source_id = s.id
    LEFT JOIN (
      SELECT source_id, array_agg(DISTINCT fault) FILTER (WHERE fault IS NOT NULL) AS faults
      FROM (SELECT DISTINCT ON (source_id, path) source_id, fault FROM file_generation
            ORDER BY source_id, path, id DESC) AS newest
      GROUP BY source_id
    ) f ON f.source_id = s.id AND s.kind NOT IN ('import', 'upload')
    ORDER BY s.name`);
  return rows.map(
    ({
      allEvent,
      allContext,
      allIgnored,
      allUnparsed,
      lateEvent,
      lateContext,
      lateIgnored,
      lateUnparsed,
      ...source
    }) => ({
      ...source,
      records: { event: allEvent, context: allContext, ignored: allIgnored, unparsed: allUnparsed },
      lately: { event: lateEvent, context: lateContext, ignored: lateIgnored, unparsed: lateUnparsed },
    }),
  );
}

const COLUMNS = {
  Event: Prisma.sql`event_records`,
  Context: Prisma.sql`context_count`,
  Ignored: Prisma.sql`ignored_count`,
  Unparsed: Prisma.sql`unparsed_count`,
};

const sums = (prefix: string, condition: Prisma.Sql): Prisma.Sql =>
  Prisma.join(
    Object.entries(COLUMNS).map(
      ([name, column]) =>
        Prisma.sql`coalesce(sum(${column}) FILTER (WHERE ${condition}), 0)::float8 AS ${quoted(prefix + name)}`,
    ),
  );

const counts = (prefix: string): Prisma.Sql =>
  Prisma.join(
    Object.keys(COLUMNS).map(
      (name) => Prisma.sql`coalesce(o.${quoted(prefix + name)}, 0) AS ${quoted(prefix + name)}`,
    ),
  );

const quoted = (name: string): Prisma.Sql => Prisma.raw(`"${name}"`);

export const recordTotal = ({ event, context, ignored, unparsed }: RecordCounts): number =>
  event + context + ignored + unparsed;
