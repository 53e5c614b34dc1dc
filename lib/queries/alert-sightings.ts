import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type AlertLabelSet, alertLabelSets } from './alert-label-sets';

/** When events of one label set were seen, and how many of late. */
export interface Seen {
  labels: AlertLabelSet;
  /** Beginnings of the days on which there were any, and of the first hour of late that had any; ms since the epoch. */
  seenAt: readonly number[];
  /** Events of the last 24 hours. */
  recent: number;
}

interface Row {
  id: number;
  /** Bit n: there were some n days before the hours of late. */
  days: bigint | null;
  olderDays: bigint | null;
  hourAt: number | null;
  recent: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** What a bit each of a number has room for. */
const BITS = 60;

/**
 * On which of the last `days` each label set was seen: whole days from the daily rollups, the last 24 to 48 hours from
 * the hourly ones. A day is one bit, so that whoever asks for fewer days is answered by the same reading.
 */
export async function alertSightings(db: Db, now: Date, days: number): Promise<Seen[]> {
  const hourlyFrom = Math.floor((now.getTime() - DAY_MS) / DAY_MS) * DAY_MS;
  const from = new Date(hourlyFrom);
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT label_set_id AS "id", bit_or(1::bigint << day) FILTER (WHERE day < ${BITS}) AS "days",
      bit_or(1::bigint << (day - ${BITS}::int)) FILTER (WHERE day >= ${BITS}) AS "olderDays",
      extract(epoch FROM min(bucket_at) FILTER (WHERE day IS NULL))::float8 * 1000 AS "hourAt",
      coalesce(sum(events::float8) FILTER (
        WHERE day IS NULL AND bucket_at > ${now}::timestamptz - interval '24 hours'), 0) AS "recent"
    FROM (
      SELECT r.label_set_id, r.bucket_at, r.events,
        (date_part('epoch', ${from}::timestamptz - r.bucket_at) / 86400)::int - 1 AS day
      FROM source s JOIN rollup r ON r.source_id = s.id AND r.bucket_minutes = 1440
        AND r.bucket_at > ${now}::timestamptz - make_interval(days => ${days}::int)
        AND r.bucket_at < ${from}::timestamptz
      UNION ALL
      SELECT r.label_set_id, r.bucket_at, r.events, NULL
      FROM source s JOIN rollup r ON r.source_id = s.id AND r.bucket_minutes = 60
        AND r.bucket_at >= ${from}::timestamptz AND r.bucket_at <= ${now}::timestamptz
    ) AS seen
    GROUP BY label_set_id`);
  const labels = await alertLabelSets(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, days, olderDays, hourAt, recent }) => ({
    labels: labels.get(id)!,
    seenAt: [
      ...daysOf(days ?? 0n, hourlyFrom),
      ...daysOf(olderDays ?? 0n, hourlyFrom - BITS * DAY_MS),
    ].concat(hourAt ?? []),
    recent,
  }));
}

function daysOf(bits: bigint, before: number): number[] {
  const days: number[] = [];
  for (let day = 0; day < BITS && bits >> BigInt(day) > 0n; day++) {
    if ((bits >> BigInt(day)) & 1n) days.push(before - (day + 1) * DAY_MS);
  }
  return days;
}
