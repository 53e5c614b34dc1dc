import { Prisma } from '@/prisma/generated/client';

/**
 * How far each source is known: up to its latest event, never beyond now. Windows end there, so that the hour a
 * source lags behind is not mistaken for an hour in which nothing went wrong. A source that has written nothing
 * within the window has no reach: an archive imported today says nothing about today.
 */
export function reachOfSources(now: Date, windowMinutes: number): Prisma.Sql {
  return Prisma.sql`
    SELECT id, name, least(watermark_at, ${now}::timestamptz) AS at
    FROM source
    WHERE watermark_at > ${now}::timestamptz - ${minutes(windowMinutes)}`;
}

/** The rollups `r` of a window that ends at the reach `s` of their source. */
export function withinReach(windowMinutes: number): Prisma.Sql {
  return Prisma.sql`
    r.source_id = s.id AND r.bucket_minutes = ${rollupOf(windowMinutes)}::smallint
    AND r.bucket_at > s.at - ${minutes(windowMinutes)} AND r.bucket_at <= s.at`;
}

export const minutes = (count: number): Prisma.Sql => Prisma.sql`make_interval(mins => ${count}::int)`;

/** Twelve buckets or more to a window: an hour is read to within 5 minutes, a day to within an hour. */
export const rollupOf = (windowMinutes: number): number => (windowMinutes < 12 * 60 ? 5 : 60);
