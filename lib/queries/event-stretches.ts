import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { rollupsOverTime, sumsWithin } from './counts-within';
import type { Scope } from './scope';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The days (ms since the epoch) on which anything of a scope was counted before `until`, the latest first. Counts stay
 * when single events go: days without a partition are none. */
export async function daysWithEvents(db: Db, scope: Scope, until: Date): Promise<number[]> {
  const from = new Date(Math.floor(scope.range.from.getTime() / DAY_MS) * DAY_MS);
  const range = { ...scope.range, from, to: until, bucketMinutes: 1440, rollupMinutes: 1440, starts: null };
  const days = await db.$queryRaw<{ at: number }[]>(Prisma.sql`
    SELECT d.at FROM (SELECT DISTINCT r.at FROM ${rollupsOverTime({ ...scope, range })}) d
    WHERE to_regclass('event_' || to_char(to_timestamp(d.at / 1000) AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL
    ORDER BY 1 DESC`);
  return days.map(({ at }) => at);
}

/** A stretch of a day that holds about as many events as a page needs, or the least that can be asked for. */
export interface Stretch {
  from: number;
  to: number;
  labelSetIds: number[];
  /** Failures alone, which have an index by label set. */
  onlyFailures: boolean;
}

interface Hour {
  at: number;
  events: number;
  onlyFailures: boolean;
}

/**
 * Where in a day a scope's events are, the latest first, cut so that each stretch holds `enough` of them. Failures
 * have an index: hours of them are taken together. For others each hour is read by itself, and no hour without any.
 * Of which label sets they are is asked only for the hours that are come to: a day has thousands.
 */
export async function* stretchesOf(
  db: Db,
  scope: Scope,
  day: number,
  enough: number,
): AsyncGenerator<Stretch> {
  const hourly = byTheHour(scope, day, day + DAY_MS);
  const hours = await db.$queryRaw<Hour[]>(Prisma.sql`
    SELECT r.at, sum(r.events)::float8 AS "events",
      bool_and(l.outcome NOT IN ('delivered', 'relayed', 'discarded')) AS "onlyFailures"
    FROM ${rollupsOverTime(hourly)} GROUP BY 1 ORDER BY 1 DESC`);
  for (const run of joined(hours, enough)) {
    const sets = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
      SELECT l.id FROM ${sumsWithin(byTheHour(scope, run.from, run.to), 'sender')}`);
    const labelSetIds = sets.map(({ id }) => id);
    yield* pieces(run, enough).map((piece) => ({ ...piece, labelSetIds }));
  }
}

const byTheHour = (scope: Scope, from: number, to: number): Scope => ({
  ...scope,
  range: {
    ...scope.range,
    ...{ from: new Date(from), to: new Date(to), bucketMinutes: 60, rollupMinutes: 60, starts: null },
  },
});

type Run = Omit<Stretch, 'labelSetIds'> & { events: number };

function joined(hours: readonly Hour[], enough: number): Run[] {
  const runs: Run[] = [];
  for (const { at, events, onlyFailures } of hours) {
    const last = runs.at(-1);
    if (last?.onlyFailures && onlyFailures && last.events < enough) {
      last.from = at;
      last.events += events;
    } else runs.push({ from: at, to: at + HOUR_MS, events, onlyFailures });
  }
  return runs;
}

const SHORTEST_MS = 10_000;

/** Busy hours in pieces, as if what they hold were spread evenly: where it is not, the next piece has it. */
function pieces({ events, ...run }: Run, enough: number): Omit<Stretch, 'labelSetIds'>[] {
  const length = Math.max(SHORTEST_MS, Math.ceil(((run.to - run.from) * enough) / Math.max(events, enough)));
  return Array.from({ length: Math.ceil((run.to - run.from) / length) }, (_, nth) => {
    const to = run.to - nth * length;
    return { ...run, from: Math.max(run.from, to - length), to };
  });
}
