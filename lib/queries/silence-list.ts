import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

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

/** Those in force first, then those to come, then the latest to have ended. */
export async function silenceList(db: Db, now: Date, limit = 100): Promise<SilenceRow[]> {
  return db.$queryRaw<SilenceRow[]>`
    SELECT s.id AS "id", s.matchers AS "matchers", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
      s.created_by AS "createdBy", s.note AS "note", state.name AS "state",
      (SELECT count(*) FROM incident i WHERE i.resolved_at IS NULL
        AND (i.muted_by = 'silence ' || s.id OR i.muted_by LIKE 'silence ' || s.id || ' (%'))::float8 AS "incidents"
    FROM silence s
    CROSS JOIN LATERAL (SELECT CASE WHEN s.ends_at <= ${now}::timestamptz THEN 'ended'
      WHEN s.starts_at > ${now}::timestamptz THEN 'planned' ELSE 'in-force' END AS name) state
    ORDER BY array_position(ARRAY['in-force', 'planned', 'ended'], state.name),
      CASE WHEN state.name = 'ended' THEN -extract(epoch FROM s.ends_at) ELSE extract(epoch FROM s.ends_at) END, s.id
    LIMIT ${limit}`;
}
