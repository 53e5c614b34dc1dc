import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

export interface SilenceRow {
  id: number;
  /** `{name, operator, value}`: all of them must hold. */
  matchers: Prisma.JsonValue;
  startsAt: Date;
  endsAt: Date;
  createdBy: string;
  note: string;
  state: 'planned' | 'in-force' | 'ended';
  /** Open incidents that nobody is told of because of it. */
  incidents: number;
}

const silences = (now: Date) => Prisma.sql`
  SELECT s.id AS "id", s.matchers AS "matchers", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
    s.created_by AS "createdBy", s.note AS "note", state.name AS "state",
    (SELECT count(*) FROM incident i WHERE i.resolved_at IS NULL
      AND (i.muted_by = 'silence ' || s.id OR i.muted_by LIKE 'silence ' || s.id || ' (%'))::float8 AS "incidents"
  FROM silence s
  CROSS JOIN LATERAL (SELECT CASE WHEN s.ends_at <= ${now}::timestamptz THEN 'ended'
    WHEN s.starts_at > ${now}::timestamptz THEN 'planned' ELSE 'in-force' END AS name) state`;

/** Those in force first, then those to come, then the latest to have ended. */
export async function silenceList(db: Db, now: Date, limit = 100): Promise<SilenceRow[]> {
  return db.$queryRaw<SilenceRow[]>(Prisma.sql`${silences(now)}
    ORDER BY array_position(ARRAY['in-force', 'planned', 'ended'], state.name),
      CASE WHEN state.name = 'ended' THEN -extract(epoch FROM s.ends_at) ELSE extract(epoch FROM s.ends_at) END, s.id
    LIMIT ${limit}`);
}

/** Those that were in force at some time between the two, the earliest first. */
export async function silencesDuring(db: Db, from: Date, to: Date, now: Date): Promise<SilenceRow[]> {
  return db.$queryRaw<SilenceRow[]>(Prisma.sql`${silences(now)}
    WHERE s.starts_at < ${to}::timestamptz AND s.ends_at > ${from}::timestamptz AND s.starts_at <= ${now}::timestamptz
    ORDER BY s.starts_at, s.id`);
}

/** The latest made first, from one on. */
export async function silencePage(
  db: Db,
  now: Date,
  before: number | null,
  limit: number,
): Promise<SilenceRow[]> {
  const behind = before === null ? Prisma.sql`TRUE` : Prisma.sql`s.id < ${before}::int`;
  return db.$queryRaw<SilenceRow[]>(
    Prisma.sql`${silences(now)} WHERE ${behind} ORDER BY s.id DESC LIMIT ${limit}`,
  );
}
