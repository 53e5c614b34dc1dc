import type { Db } from '@/lib/db';

/** What waits in the inbox of a source. */
export interface Backlog {
  name: string;
  batches: number;
  /** When the oldest of them arrived, ms since the epoch; `null`: nothing waits. */
  oldestAt: number | null;
}

/** Batches that were given up are not waiting: they are shown with their source. */
export async function alertBacklogs(db: Db, now: Date): Promise<Backlog[]> {
  return db.$queryRaw<Backlog[]>`
    SELECT s.name AS "name", count(b.id)::float8 AS "batches",
      extract(epoch FROM min(b.received_at))::float8 * 1000 AS "oldestAt"
    FROM source s
    LEFT JOIN ingest_batch b ON b.source_id = s.id AND b.state = 'received' AND b.received_at <= ${now}::timestamptz
    WHERE NOT s.paused
    GROUP BY s.id ORDER BY s.name`;
}
