import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

export interface AlertRuleRow {
  id: number;
  kind: string;
  name: string;
  severity: string;
  settings: Prisma.JsonValue;
  enabled: boolean;
  /** How many of its series are written down, since they are not plainly well, and how many of them stand how. */
  series: number;
  firing: number;
  pending: number;
  silent: number;
  evaluatedAt: Date | null;
}

/** The rules, and how each stands. */
export async function alertRules(db: Db): Promise<AlertRuleRow[]> {
  return db.$queryRaw<AlertRuleRow[]>`
    SELECT r.id AS "id", r.kind AS "kind", r.name AS "name", r.severity AS "severity", r.settings AS "settings",
      r.enabled AS "enabled", count(s.rule_id)::float8 AS "series",
      (count(*) FILTER (WHERE s.state = 'firing'))::float8 AS "firing",
      (count(*) FILTER (WHERE s.state = 'pending'))::float8 AS "pending",
      (count(*) FILTER (WHERE s.state = 'no-data'))::float8 AS "silent", max(s.evaluated_at) AS "evaluatedAt"
    FROM alert_rule r LEFT JOIN alert_state s ON s.rule_id = r.id
    GROUP BY r.id ORDER BY r.name`;
}
