import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { GROUPS } from './alert-counts';
import type { GroupName } from './alert-group';
import { minutes, reachOfSources } from './alert-reach';

/** How many weeks back the same hour is looked up; stretch 0 is the window itself, and the last the day before it. */
const WEEKS = 4;
export const TRAILING_DAY = WEEKS + 1;
/** The last hour before the window is left out: its hourly bucket may reach into the window. */
export const TRAILING_DAY_MINUTES = 23 * 60;

export interface CodeStretch {
  /** The group's value: empty for overall. */
  value: string;
  code: string;
  /** 0: the window; 1 to 4: as many weeks earlier; `TRAILING_DAY`. */
  stretch: number;
  events: number;
}

export interface AttemptsStretch {
  value: string;
  stretch: number;
  attempts: number;
  at: number;
}

/** How often each enhanced code was the answer in the last `windowMinutes` that are known, in the same stretch of the
 * four weeks before, and in the day before; and of how many attempts. */
export async function alertCodeHistory(
  db: Db,
  now: Date,
  { group, windowMinutes }: { group: GroupName; windowMinutes: number },
): Promise<{ codes: CodeStretch[]; attempts: AttemptsStretch[] }> {
  const weeks = Array.from(
    { length: WEEKS + 1 },
    (_, week) =>
      Prisma.sql`(${week}::int, 5, make_interval(weeks => ${week}::int), ${minutes(windowMinutes)})`,
  );
  const day = Prisma.sql`(${TRAILING_DAY}::int, 60, ${minutes(windowMinutes + 60)}, ${minutes(TRAILING_DAY_MINUTES)})`;
  const counted = Prisma.sql`
    WITH s AS (${reachOfSources(now, windowMinutes)}),
    stretch (number, width, back, length) AS (VALUES ${Prisma.join([...weeks, day])}),
    counted AS (
      SELECT stretch.number AS stretch, r.source_id, r.label_set_id, sum(r.events::float8) AS events
      FROM s CROSS JOIN stretch JOIN rollup r
        ON r.source_id = s.id AND r.bucket_minutes = stretch.width
        AND r.bucket_at > s.at - stretch.back - stretch.length AND r.bucket_at <= s.at - stretch.back
      GROUP BY 1, 2, 3
    )`;
  const labelled = Prisma.sql`
    FROM counted JOIN label_set l ON l.id = counted.label_set_id JOIN s ON s.id = counted.source_id
    WHERE ${GROUPS[group]} IS NOT NULL`;
  const [codes, attempts] = await Promise.all([
    db.$queryRaw<CodeStretch[]>(Prisma.sql`${counted}
      SELECT ${GROUPS[group]} AS "value", l.status_code AS "code", stretch AS "stretch", sum(events) AS "events"
      ${labelled} AND l.status_code IS NOT NULL AND l.outcome IN ('bounced', 'deferred')
      GROUP BY 1, 2, 3`),
    db.$queryRaw<AttemptsStretch[]>(Prisma.sql`${counted}
      SELECT ${GROUPS[group]} AS "value", stretch AS "stretch", sum(events) AS "attempts",
             extract(epoch FROM max(s.at))::float8 * 1000 AS "at"
      ${labelled} AND l.outcome IN ('delivered', 'bounced', 'deferred')
      GROUP BY 1, 2`),
  ]);
  return { codes, attempts };
}
