import type { Db } from '@/lib/db';

/** A source with what has been read of it. */
export interface SourceSummary {
  id: number;
  name: string;
  kind: string;
  format: string;
  paths: string[];
  paused: boolean;
  /** Time of the last event that has been committed. */
  lastEventAt: Date | null;
  events: number;
  records: { event: number; context: number; ignored: number; unparsed: number };
  /** Bytes on disk that have not been read yet. */
  behindBytes: number;
  /** What was pushed and has not been read yet. */
  waitingBatches: number;
  /** Why reading stopped, as it was last written down. */
  faults: string[];
}

type Row = Omit<SourceSummary, 'records'> &
  Record<'eventRecords' | 'context' | 'ignored' | 'unparsed', number>;

/** Where records come from, and what became of them. */
export async function sourceList(db: Db): Promise<SourceSummary[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.id AS "id", s.name AS "name", s.kind AS "kind", s.format AS "format", s.paths AS "paths",
      s.paused AS "paused", s.watermark_at AS "lastEventAt",
      coalesce(sum(o.events), 0)::float8 AS "events", coalesce(sum(o.event_records), 0)::float8 AS "eventRecords",
      coalesce(sum(o.context_count), 0)::float8 AS "context", coalesce(sum(o.ignored_count), 0)::float8 AS "ignored",
      coalesce(sum(o.unparsed_count), 0)::float8 AS "unparsed",
      coalesce(sum(o.behind), 0)::float8 AS "behindBytes", coalesce(sum(o.waiting), 0)::float8 AS "waitingBatches",
      coalesce(array_agg(DISTINCT o.fault) FILTER (WHERE o.fault IS NOT NULL), '{}') AS "faults"
    FROM source s
    LEFT JOIN (
      SELECT source_id, events, event_records, context_count, ignored_count, unparsed_count, fault, 0 AS waiting,
        -- The position counts content; of a compressed file it says nothing about the bytes on disk.
        CASE WHEN path LIKE '%.gz' THEN 0 ELSE greatest(0, size_bytes - position) END AS behind
      FROM file_generation
      UNION ALL
      SELECT source_id, events, event_records, context_count, ignored_count, unparsed_count, fault,
        (state = 'received')::int, 0
      FROM ingest_batch
    ) o ON o.source_id = s.id
    GROUP BY s.id ORDER BY s.name`;
  return rows.map(({ eventRecords, context, ignored, unparsed, ...source }) => ({
    ...source,
    records: { event: eventRecords, context, ignored, unparsed },
  }));
}
