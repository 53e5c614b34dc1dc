import type { Db } from '@/lib/db';

export interface InboxLoad {
  sourceId: number;
  batches: number;
  bytes: number;
}

/** What waits in the inbox, by source. Lengths are read without the contents. */
export async function inboxLoad(db: Db): Promise<InboxLoad[]> {
  return db.$queryRaw<InboxLoad[]>`
    SELECT source_id AS "sourceId", count(*)::float8 AS "batches", sum(octet_length(content))::float8 AS "bytes"
    FROM ingest_batch WHERE state = 'received' GROUP BY source_id`;
}
