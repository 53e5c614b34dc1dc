import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type AlertLabelSet, alertLabelSets } from './alert-label-sets';
import { minutes, reachOfSources } from './alert-reach';

/** Events that were seen in a stretch of time, by source and label set. */
export interface AlertSums {
  sources: readonly {
    name: string;
    /** How far the source is known, ms since the epoch. */
    at: number;
    sums: readonly { labels: AlertLabelSet; events: number }[];
  }[];
}

export interface Stretch {
  /** Sources that wrote nothing for so long are left out. */
  reachMinutes: number;
  /** It ends so long before what is known of the source. */
  backMinutes: number;
  minutes: number;
  /** Width of the rollup that is read. */
  rollupMinutes: number;
}

interface Row {
  name: string;
  at: number;
  /** The ids of label sets, and the events of each, in the same order. */
  ids: number[];
  events: number[];
}

/** Each source is one scan of its key, and one row: what is counted by many groupings is read and put together once. */
export async function alertSums(db: Db, now: Date, stretch: Stretch): Promise<AlertSums> {
  const { reachMinutes, backMinutes, rollupMinutes } = stretch;
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    WITH s AS (${reachOfSources(now, reachMinutes)}),
    seen AS (
      SELECT source_id, array_agg(label_set_id) AS ids, array_agg(events) AS events
      FROM (
        SELECT r.source_id, r.label_set_id, sum(r.events::float8) AS events
        FROM s JOIN rollup r ON r.source_id = s.id AND r.bucket_minutes = ${rollupMinutes}::smallint
          AND r.bucket_at > s.at - ${minutes(backMinutes + stretch.minutes)}
          AND r.bucket_at <= s.at - ${minutes(backMinutes)}
        GROUP BY r.source_id, r.label_set_id
      ) AS by_set
      GROUP BY source_id
    )
    SELECT s.name AS "name", extract(epoch FROM s.at)::float8 * 1000 AS "at", seen.ids AS "ids",
      seen.events AS "events"
    FROM s JOIN seen ON seen.source_id = s.id
    ORDER BY s.id`);
  const labels = await alertLabelSets(db, new Set(rows.flatMap(({ ids }) => ids)));
  return {
    sources: rows.map(({ name, at, ids, events }) => ({
      ...{ name, at },
      sums: ids.map((id, i) => ({ labels: labels.get(id)!, events: events[i] ?? 0 })),
    })),
  };
}
