import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

/** One alert of an incident, as it stands. */
export interface IncidentAlert {
  ruleId: number;
  rule: string;
  kind: string;
  severity: string;
  settings: Prisma.JsonValue;
  /** `provider=gmail`; empty: overall. */
  series: string;
  state: string;
  firedAt: Date;
  /** When it left the incident; `null`: it is still part of it. */
  endedAt: Date | null;
  /** As they were last counted while it was part of the incident. */
  numerator: number;
  denominator: number;
}

/** Every alert that is or was part of an incident, in the order in which they began. */
export async function incidentAlerts(db: Db, incidentId: number): Promise<IncidentAlert[]> {
  return db.$queryRaw<IncidentAlert[]>`
    SELECT r.id AS "ruleId", r.name AS "rule", r.kind AS "kind", r.severity AS "severity", r.settings AS "settings",
      t.series AS "series", coalesce(s.state, last.to_state) AS "state", t.fired_at AS "firedAt",
      CASE WHEN s.rule_id IS NULL THEN last.at END AS "endedAt",
      coalesce(s.numerator, last.numerator)::float8 AS "numerator",
      coalesce(s.denominator, last.denominator)::float8 AS "denominator"
    FROM (
      SELECT rule_id, series, min(at) AS fired_at, max(id) AS last_id FROM alert_transition
      WHERE incident_id = ${incidentId}::bigint GROUP BY rule_id, series
    ) t
    JOIN alert_transition last ON last.id = t.last_id
    JOIN alert_rule r ON r.id = t.rule_id
    LEFT JOIN alert_state s ON s.rule_id = t.rule_id AND s.series = t.series
      AND s.incident_id = ${incidentId}::bigint
    ORDER BY t.fired_at, r.name, t.series`;
}
