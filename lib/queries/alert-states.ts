import type { Db } from '@/lib/db';

/** Where one series of one rule stands. */
export interface AlertStanding {
  ruleId: number;
  rule: string;
  severity: string;
  /** `provider=gmail`; empty: overall. */
  series: string;
  state: string;
  since: Date;
  numerator: number;
  denominator: number;
}

/** All series that fire or are about to, the firing and then the longest first. */
export async function alertStates(db: Db): Promise<AlertStanding[]> {
  return db.$queryRaw<AlertStanding[]>`
    SELECT r.id AS "ruleId", r.name AS "rule", r.severity AS "severity", s.series AS "series", s.state AS "state",
      s.since AS "since", s.numerator::float8 AS "numerator", s.denominator::float8 AS "denominator"
    FROM alert_state s JOIN alert_rule r ON r.id = s.rule_id
    WHERE s.state IN ('firing', 'pending') AND r.enabled
    ORDER BY s.state = 'firing' DESC, r.severity = 'critical' DESC, s.since, r.name, s.series`;
}
