import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { bucketOf } from './counts-within';
import { countedParts } from './range-parts';
import { type Scope, sourcesWithin } from './scope';
import type { TimeRange } from './time-range';

/** Deliveries by the step of their delay (`lib/mail/delay-step.ts`). */
export type DelaySteps = Map<number, number>;

const HOUR_MINUTES = 60;

/** The range in the widths that delays are counted in: by the hour at the finest, whole buckets again. */
export function delayRange({ range }: Pick<Scope, 'range'>): TimeRange {
  if (range.rollupMinutes >= HOUR_MINUTES) return range;
  const ms = HOUR_MINUTES * 60_000;
  return {
    ...range,
    from: new Date(Math.floor(range.from.getTime() / ms) * ms),
    to: new Date(Math.ceil(range.to.getTime() / ms) * ms),
    bucketMinutes: HOUR_MINUTES,
    rollupMinutes: HOUR_MINUTES,
    starts: null,
  };
}

/**
 * How long deliveries took, bucket by bucket: `at` is the beginning, in ms since the epoch. Delays are counted by
 * source and provider: other filters do not narrow them. A bucket without deliveries is absent.
 */
export async function deliveryDelays(db: Db, scope: Scope): Promise<Map<number, DelaySteps>> {
  const range = delayRange(scope);
  const rows = await db.$queryRaw<{ at: number; step: number; deliveries: number }[]>(Prisma.sql`
    SELECT ${bucketOf(range)} AS "at", step AS "step",
      sum(deliveries::float8) AS "deliveries"
    FROM delay_rollup
    WHERE bucket_minutes = ${range.rollupMinutes}::smallint
      AND bucket_at >= ${range.from}::timestamptz AND bucket_at < ${range.to}::timestamptz
      AND ${ofScope(scope)}
    GROUP BY 1, 2 ORDER BY 1, 2`);
  const buckets = new Map<number, DelaySteps>();
  for (const { at, step, deliveries } of rows) {
    const steps = buckets.get(at) ?? new Map<number, number>();
    buckets.set(at, steps.set(step, deliveries));
  }
  return buckets;
}

/** The same of all the range: whole days are read by the day. */
export async function allDelays(db: Db, scope: Scope): Promise<DelaySteps> {
  const parts = countedParts(delayRange(scope)).map(
    ({ from, to, rollupMinutes, times }) => Prisma.sql`
      SELECT step, ${times}::float8 * deliveries AS deliveries FROM delay_rollup
      WHERE bucket_minutes = ${rollupMinutes}::smallint AND bucket_at >= ${from}::timestamptz
        AND bucket_at < ${to}::timestamptz AND ${ofScope(scope)}`,
  );
  const rows = await db.$queryRaw<{ step: number; deliveries: number }[]>(Prisma.sql`
    SELECT step AS "step", sum(deliveries) AS "deliveries" FROM (${Prisma.join(parts, ' UNION ALL ')}) counted
    GROUP BY 1 HAVING sum(deliveries) <> 0 ORDER BY 1`);
  return new Map(rows.map(({ step, deliveries }) => [step, deliveries]));
}

const ofScope = (scope: Scope): Prisma.Sql => Prisma.sql`
  source_id = ANY(ARRAY(SELECT id FROM source)) AND ${sourcesWithin(scope)}
  AND ${scope.provider === null ? Prisma.sql`TRUE` : Prisma.sql`provider = ${scope.provider}`}`;
