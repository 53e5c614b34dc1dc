import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import type { RecordCounts } from './source-list';

/** A file that somebody brought, and what became of it. */
export interface UploadSummary {
  sourceId: number;
  id: number;
  source: string;
  name: string;
  sizeBytes: number;
  receivedBytes: number;
  state: string;
  attempts: number;
  fault: string | null;
  createdBy: string;
  createdAt: Date;
  /** As it was recognised; `null` while it is not known. */
  format: string | null;
  /** Bytes of content that have been read, and how many of them an earlier copy had brought. */
  readBytes: number;
  knownBytes: number;
  events: number;
  outcomes: Record<string, number>;
  records: RecordCounts;
  /** The first records that were not understood. */
  examples: { reason: string; text: string }[];
}

type Row = Omit<UploadSummary, 'records'> & RecordCounts;

/** What was brought last, of all sources or of one. */
export async function uploadList(
  db: Db,
  sourceId: number | null,
  most = 30,
  examples = 5,
): Promise<UploadSummary[]> {
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT u.source_id AS "sourceId", u.id::float8 AS "id", s.name AS "source", u.name AS "name",
      u.size_bytes::float8 AS "sizeBytes", u.received_bytes::float8 AS "receivedBytes", u.state AS "state",
      u.attempts AS "attempts", u.fault AS "fault", u.created_by AS "createdBy", u.created_at AS "createdAt",
      nullif(g.format, 'unrecognised') AS "format", coalesce(g.position, 0)::float8 AS "readBytes",
      u.known_bytes::float8 AS "knownBytes", coalesce(g.events, 0)::float8 AS "events", u.outcomes AS "outcomes",
      coalesce(g.event_records, 0)::float8 AS "event", coalesce(g.context_count, 0)::float8 AS "context",
      coalesce(g.ignored_count, 0)::float8 AS "ignored", coalesce(g.unparsed_count, 0)::float8 AS "unparsed",
      coalesce(x.examples, '[]') AS "examples"
    FROM upload u
    JOIN source s ON s.id = u.source_id
    LEFT JOIN file_generation g ON g.source_id = u.source_id AND g.id = u.generation_id
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('reason', reason, 'text', text) ORDER BY position) AS examples
      FROM (SELECT reason, text, position FROM unparsed_record
            WHERE source_id = u.source_id AND origin_id = u.generation_id ORDER BY position LIMIT ${examples}) first
    ) x
    WHERE ${sourceId}::int IS NULL OR u.source_id = ${sourceId}::int
    ORDER BY u.id DESC LIMIT ${most}`);
  return rows.map(({ event, context, ignored, unparsed, ...upload }) => ({
    ...upload,
    records: { event, context, ignored, unparsed },
  }));
}
