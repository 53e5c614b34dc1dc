import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import type { TimeRange } from './time-range';

/** What people are told of, acknowledge and look into: all alerts of one cause. */
export interface IncidentRow {
  id: number;
  /** What its alerts have in common, e.g. `provider=gmail,category=authentication`. */
  cause: string;
  severity: string;
  title: string;
  openedAt: Date;
  /** When one of its alerts last fired. */
  lastAt: Date;
  resolvedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  note: string | null;
  /** Why nobody is told of it now: a silence, or what explains it. */
  mutedBy: string | null;
  /** The severity that people were told of; `null`: nobody was. */
  toldSeverity: string | null;
  /** The largest contributor when it began. */
  evidence: IncidentEvidence | null;
  /** Alerts that fire now, and those that ever did. */
  firing: number;
  alerts: number;
}

export interface IncidentEvidence {
  outcome: string;
  provider: string | null;
  category: string | null;
  code: string | null;
  sendingDomain: string | null;
  /** Id of the dictionary's row: what it means, and what to do. */
  rule: string;
  events: number;
  /** Of so many that the alert counted. */
  of: number;
  /** The source that at least half of them came from. */
  source: string | null;
}

const incident = Prisma.sql`
  SELECT i.id::float8 AS "id", i.cause AS "cause", i.severity AS "severity", i.title AS "title",
    i.opened_at AS "openedAt", i.last_at AS "lastAt", i.resolved_at AS "resolvedAt",
    i.acknowledged_at AS "acknowledgedAt", i.acknowledged_by AS "acknowledgedBy", i.note AS "note",
    i.muted_by AS "mutedBy", i.told_severity AS "toldSeverity", i.evidence AS "evidence",
    (SELECT count(*) FROM alert_state s WHERE s.incident_id = i.id AND s.state = 'firing')::float8 AS "firing",
    (SELECT count(DISTINCT (t.rule_id, t.series)) FROM alert_transition t
     WHERE t.incident_id = i.id)::float8 AS "alerts"
  FROM incident i`;

/** What is going on: the most severe, then the longest first. */
export async function openIncidents(db: Db): Promise<IncidentRow[]> {
  return db.$queryRaw<IncidentRow[]>(Prisma.sql`${incident} WHERE i.resolved_at IS NULL
    ORDER BY array_position(ARRAY['critical', 'warning', 'info'], i.severity), i.opened_at, i.id`);
}

/** Everything that went on at some time of a range, the latest first; those that are still open as well. */
export async function incidentHistory(db: Db, range: TimeRange, limit = 100): Promise<IncidentRow[]> {
  return db.$queryRaw<IncidentRow[]>(Prisma.sql`${incident}
    WHERE i.opened_at < ${range.to}::timestamptz
      AND (i.resolved_at IS NULL OR i.resolved_at >= ${range.from}::timestamptz)
    ORDER BY i.opened_at DESC, i.id DESC LIMIT ${limit}`);
}

/** What is going on, is over, or both: the latest to have begun first, from one on. */
export async function incidentPage(
  db: Db,
  state: 'open' | 'resolved' | 'all',
  before: number | null,
  limit: number,
): Promise<IncidentRow[]> {
  const conditions = [
    ...(state === 'all'
      ? []
      : [state === 'open' ? Prisma.sql`i.resolved_at IS NULL` : Prisma.sql`i.resolved_at IS NOT NULL`]),
    ...(before === null ? [] : [Prisma.sql`i.id < ${before}::bigint`]),
  ];
  const within = conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`TRUE`;
  return db.$queryRaw<IncidentRow[]>(
    Prisma.sql`${incident} WHERE ${within} ORDER BY i.id DESC LIMIT ${limit}`,
  );
}

export async function incidentById(db: Db, id: number): Promise<IncidentRow | null> {
  const [found] = await db.$queryRaw<IncidentRow[]>(Prisma.sql`${incident} WHERE i.id = ${id}::bigint`);
  return found ?? null;
}
