import { Prisma } from '@/prisma/generated/client';
import type { TimeRange } from './time-range';

/** What a question is asked of. `null`: all of them. */
export interface Scope {
  range: TimeRange;
  /** A provider's id; `other`: the hosts that no provider claims. */
  provider: string | null;
  /** An enhanced code, or the reply code of what was refused without one. */
  code: string | null;
}

export const OTHER_PROVIDER = 'other';

export const everything = (range: TimeRange): Scope => ({ range, provider: null, code: null });

/**
 * `r JOIN label_set l` within a scope: the `events` of each label set, and the first and the last bucket that has any.
 * Rollups are summed before they meet their labels, since there are hundreds of them for each label set: one for each
 * source and bucket. Counts are exact as doubles, and far cheaper to add than as numerics.
 */
export function rollupsWithin(scope: Scope): Prisma.Sql {
  return Prisma.sql`
    (SELECT label_set_id, sum(events::float8) AS events, min(bucket_at) AS first_at, max(bucket_at) AS last_at
     FROM rollup WHERE ${within(scope.range)} GROUP BY 1) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labelsWithin(scope)}`;
}

/** The same bucket by bucket: `at` is the beginning, in ms since the epoch. */
export function rollupsOverTime(scope: Scope): Prisma.Sql {
  const { range } = scope;
  const ms = range.bucketMinutes * 60_000;
  return Prisma.sql`
    (SELECT label_set_id, floor(date_part('epoch', bucket_at) * 1000 / ${ms}::float8) * ${ms}::float8 AS at,
       sum(events::float8) AS events
     FROM rollup WHERE ${within(range)} GROUP BY 1, 2) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labelsWithin(scope)}`;
}

const within = (range: TimeRange): Prisma.Sql => Prisma.sql`
  bucket_minutes = ${range.rollupMinutes}::smallint
  AND bucket_at >= ${range.from}::timestamptz AND bucket_at < ${range.to}::timestamptz`;

/** The label sets (`l`) of a scope. */
export function labelsWithin({ provider, code }: Scope): Prisma.Sql {
  const ofProvider =
    provider === null
      ? Prisma.sql`TRUE`
      : provider === OTHER_PROVIDER
        ? Prisma.sql`l.provider IS NULL`
        : Prisma.sql`l.provider = ${provider}`;
  const ofCode =
    code === null ? Prisma.sql`TRUE` : Prisma.sql`coalesce(l.status_code, l.reply_code::text) = ${code}`;
  return Prisma.sql`${ofProvider} AND ${ofCode}`;
}
