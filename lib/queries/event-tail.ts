import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type EventRow, eventColumns } from './event-row';
import { type EventSearch, eventsSoughtByLabels } from './event-search';
import { fromPrimary } from './from-primary';
import { sourcesWithin } from './scope';

export interface EventTail {
  /** What is to be asked with next time: what was committed by now. */
  cursor: string;
  /** In the order in which they were recorded, the latest first, however old they are. */
  events: EventRow[];
  /** Whether more were recorded than are told. */
  isCut: boolean;
}

/** A snapshot, as PostgreSQL writes it: `xmin:xmax:xid,xid`. */
export const TAIL_CURSOR = /^\d{1,19}:\d{1,19}:(?:\d{1,19}(?:,\d{1,19}){0,999})?$/;

/** As many events as somebody can follow, and as many batches as a glance has time for. */
const MOST_EVENTS = 100;
const MOST_BATCHES = 50;

interface Batch {
  sourceId: number;
  originId: bigint;
  firstPosition: bigint;
  lastPosition: bigint;
  firstAt: Date;
  lastAt: Date;
}

/**
 * What has been recorded since the cursor: exactly what was not committed when the cursor was given, whatever the
 * events' own times and in whichever order transactions ended.
 */
export async function eventTail(db: Db, search: EventSearch, cursor: string | null): Promise<EventTail> {
  if (cursor === null) return { cursor: await snapshotNow(db), events: [], isCut: false };
  const { now, batches } = await recordedSince(db, search, cursor);
  const shown = batches.slice(0, MOST_BATCHES);
  // A replica may not have yet what the cursor is past already, and nobody would ask for it again.
  const events = shown.length === 0 ? [] : await fromPrimary(db, (tx) => latestOf(tx, search, shown));
  return {
    cursor: now,
    events: events.slice(0, MOST_EVENTS),
    isCut: events.length > MOST_EVENTS || batches.length > MOST_BATCHES,
  };
}

async function latestOf(
  db: Prisma.TransactionClient,
  search: EventSearch,
  batches: readonly Batch[],
): Promise<EventRow[]> {
  const events: EventRow[] = [];
  for (const batch of batches) {
    events.push(...(await eventsOf(db, search, batch, MOST_EVENTS + 1 - events.length)));
    if (events.length > MOST_EVENTS) break;
  }
  return events;
}

async function snapshotNow(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ now: string }[]>`SELECT pg_current_snapshot()::text AS now`;
  return row!.now;
}

/** The snapshot and what it holds are of one statement. What lies ahead of the snapshot is of another cluster, from
 * which the store was restored. */
async function recordedSince(
  db: Db,
  { scope }: EventSearch,
  cursor: string,
): Promise<{ now: string; batches: Batch[] }> {
  const rows = await db.$queryRaw<(Batch & { now: string })[]>(Prisma.sql`
    SELECT s.now, b.source_id AS "sourceId", b.origin_id AS "originId", b.first_position AS "firstPosition",
      b.last_position AS "lastPosition", b.first_at AS "firstAt", b.last_at AS "lastAt"
    FROM (SELECT pg_current_snapshot()::text AS now) s
    LEFT JOIN LATERAL (
      SELECT * FROM recorded_batch
      WHERE transaction_id >= pg_snapshot_xmin(${cursor}::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, ${cursor}::pg_snapshot)
        AND pg_visible_in_snapshot(transaction_id::text::xid8, s.now::pg_snapshot)
        AND ${sourcesWithin(scope)}
      ORDER BY transaction_id DESC LIMIT ${MOST_BATCHES + 1}
    ) b ON TRUE`);
  return { now: rows[0]!.now, batches: rows.filter(({ sourceId }) => sourceId !== null) };
}

/** In the pages of its origin and of the time that the batch speaks of. */
async function eventsOf(
  db: Prisma.TransactionClient,
  search: EventSearch,
  batch: Batch,
  limit: number,
): Promise<EventRow[]> {
  const { sourceId, originId, firstPosition, lastPosition, firstAt, lastAt } = batch;
  return db.$queryRaw<EventRow[]>(Prisma.sql`
    SELECT ${eventColumns} FROM (
      SELECT * FROM event WHERE source_id = ${sourceId}::int AND origin_id = ${originId}::bigint
        AND position BETWEEN ${firstPosition}::bigint AND ${lastPosition}::bigint
        AND at BETWEEN ${firstAt}::timestamptz AND ${lastAt}::timestamptz
        AND ${eventsSoughtByLabels(search)}
      ORDER BY position DESC LIMIT ${limit}
    ) e JOIN label_set l ON l.id = e.label_set_id LEFT JOIN mx_host m ON m.id = e.mx_host_id
    ORDER BY e.position DESC`);
}
