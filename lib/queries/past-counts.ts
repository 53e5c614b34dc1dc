import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type AlertCounts, COUNT_NAMES, COUNTED, GROUPS } from './alert-counts';
import type { GroupName } from './alert-group';

/** A stretch of the past, in whole buckets of a rollup. */
export interface Past {
  from: Date;
  /** Exclusive. */
  to: Date;
  rollupMinutes: number;
}

export interface PastCounts extends AlertCounts {
  value: string;
  /** Beginning of the bucket, ms since the epoch. */
  at: number;
}

/** The values of a group that most was sent by, and what became of it in each bucket. */
export async function pastCounts(db: Db, past: Past, group: GroupName, most: number): Promise<PastCounts[]> {
  const sums = COUNT_NAMES.map(
    (name) =>
      Prisma.sql`coalesce(sum(r.events::float8) FILTER (WHERE ${COUNTED[name]}), 0) AS ${Prisma.raw(`"${name}"`)}`,
  );
  return db.$queryRaw<PastCounts[]>(Prisma.sql`
    SELECT ${GROUPS[group]} AS "value", extract(epoch FROM r.bucket_at)::float8 * 1000 AS "at", ${Prisma.join(sums)}
    FROM ${rollupsOf(past)} AND ${GROUPS[group]} IN (${largest(past, group, most)})
    GROUP BY 1, r.bucket_at`);
}

export interface PastCode {
  value: string;
  statusCode: string | null;
  replyCode: number | null;
  at: number;
  events: number;
}

/** The same of each code that was an answer. */
export async function pastCodes(db: Db, past: Past, group: GroupName, most: number): Promise<PastCode[]> {
  return db.$queryRaw<PastCode[]>(Prisma.sql`
    SELECT ${GROUPS[group]} AS "value", l.status_code AS "statusCode", l.reply_code AS "replyCode",
      extract(epoch FROM r.bucket_at)::float8 * 1000 AS "at", sum(r.events::float8) AS "events"
    FROM ${rollupsOf(past)} AND l.outcome IN ('bounced', 'deferred')
      AND ${GROUPS[group]} IN (${largest(past, group, most)})
    GROUP BY 1, 2, 3, r.bucket_at`);
}

/** By the daily rollups: there are few of them. */
const largest = (past: Past, group: GroupName, most: number): Prisma.Sql => Prisma.sql`
  SELECT ${GROUPS[group]} FROM ${rollupsOf({ ...past, rollupMinutes: 1440 })} AND ${GROUPS[group]} IS NOT NULL
  GROUP BY 1 ORDER BY sum(r.events::float8) DESC, 1 LIMIT ${most}`;

const rollupsOf = ({ from, to, rollupMinutes }: Past): Prisma.Sql => Prisma.sql`
  rollup r JOIN label_set l ON l.id = r.label_set_id JOIN source s ON s.id = r.source_id
  WHERE r.bucket_minutes = ${rollupMinutes}::smallint
    AND r.bucket_at >= ${from}::timestamptz - make_interval(mins => ${rollupMinutes === 1440 ? 1440 : 0}::int)
    AND r.bucket_at < ${to}::timestamptz`;
