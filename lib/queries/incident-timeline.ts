import type { Db } from '@/lib/db';

/** One thing that happened in an incident. */
export interface IncidentMoment {
  id: string;
  at: Date;
  /** A change of one of its alerts, or a message to a channel. */
  kind: 'transition' | 'notification';
  /** The rule, or the channel. */
  name: string;
  /** Of a transition. */
  series: string | null;
  fromState: string | null;
  /** The state it came to, or how far the message is: `waiting`, `sent`, `failed` or `dropped`. */
  toState: string;
  /** The named reason of a transition; what a message told of. */
  reason: string;
  numerator: number | null;
  denominator: number | null;
  /** Why nobody was told of a transition. */
  mutedBy: string | null;
  /** Why a message could not be delivered. */
  fault: string | null;
}

/** What happened, the earliest first. Of a long story the latest part. */
export async function incidentTimeline(db: Db, incidentId: number, limit = 200): Promise<IncidentMoment[]> {
  const moments = await db.$queryRaw<IncidentMoment[]>`
    SELECT * FROM (
      SELECT 'transition-' || t.id AS "id", t.at AS "at", 'transition' AS "kind", r.name AS "name",
        t.series AS "series", t.from_state AS "fromState", t.to_state AS "toState", t.reason AS "reason",
        t.numerator::float8 AS "numerator", t.denominator::float8 AS "denominator", t.muted_by AS "mutedBy",
        NULL AS "fault", t.id AS "order"
      FROM alert_transition t JOIN alert_rule r ON r.id = t.rule_id
      WHERE t.incident_id = ${incidentId}::bigint
      UNION ALL
      SELECT 'notification-' || n.id, coalesce(n.sent_at, n.created_at), 'notification', c.name,
        NULL, NULL, n.state, n.reason, NULL, NULL, NULL, n.fault, n.id
      FROM notification n JOIN channel c ON c.id = n.channel_id
      WHERE n.incident_id = ${incidentId}::bigint
    ) moment
    ORDER BY "at" DESC, "kind", "order" DESC LIMIT ${limit}`;
  return moments.reverse().map(({ order: _, ...moment }: IncidentMoment & { order?: unknown }) => moment);
}
