import { Prisma } from '@/prisma/generated/client';
import type { AlertState, Decision } from './state';
import type { StoredStanding } from './store';

/** What an evaluation decided for one series. */
export interface DecidedSeries {
  ruleId: number;
  series: string;
  from: StoredStanding | null;
  to: Decision;
  at: number;
  numerator: number;
  denominator: number;
}

/** A series that was written and has changed its state, or has no incident yet. */
export interface WrittenSeries {
  ruleId: number;
  series: string;
  state: AlertState;
  transitionId: bigint | null;
}

/**
 * Writes what was decided, and returns what that changed. A series that another worker has moved on in the meantime is
 * left as it is: its version is not the one that the decision was made on. So is one whose rule is being deleted.
 * State and transition are one statement, so neither is ever without the other; rows are locked in the order of their
 * key, so that two writers never wait for each other in a circle.
 */
export async function writeDecisions(
  tx: Prisma.TransactionClient,
  decided: readonly DecidedSeries[],
): Promise<WrittenSeries[]> {
  if (decided.length === 0) return [];
  const rows = decided.map(({ ruleId, series, from, to, at, numerator, denominator }) => ({
    rule_id: ruleId,
    series,
    version: from?.version ?? 0,
    from_state: from?.state ?? 'inactive',
    state: to.state,
    reason: to.reason,
    since: new Date(to.since),
    last_true_at: to.lastTrueAt === null ? null : new Date(to.lastTrueAt),
    at: new Date(at),
    numerator: Math.round(numerator),
    denominator: Math.round(denominator),
    incident_id: from?.incidentId?.toString() ?? null,
  }));
  return tx.$queryRaw<WrittenSeries[]>(Prisma.sql`
    WITH decided AS (
      SELECT d.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d (
        rule_id int, series text, version int, from_state text, state text, reason text,
        since timestamptz, last_true_at timestamptz, at timestamptz, numerator bigint, denominator bigint,
        incident_id bigint)
      JOIN alert_rule rule ON rule.id = d.rule_id
      FOR KEY SHARE OF rule
    ), written AS (
      INSERT INTO alert_state AS stored (rule_id, series, state, since, last_true_at, numerator, denominator,
                                         version, evaluated_at)
      SELECT rule_id, series, state, since, last_true_at, numerator, denominator, version + 1, at
      FROM decided ORDER BY rule_id, series
      ON CONFLICT (rule_id, series) DO UPDATE SET
        state = excluded.state, since = excluded.since, last_true_at = excluded.last_true_at,
        numerator = excluded.numerator, denominator = excluded.denominator,
        version = excluded.version, evaluated_at = excluded.evaluated_at,
        -- What no longer fires, and does not wait for its data to return either, has left its incident.
        incident_id = CASE WHEN excluded.last_true_at IS NOT NULL THEN stored.incident_id END
      WHERE stored.version = excluded.version - 1
      RETURNING rule_id, series, state, incident_id
    ), moved AS (
      INSERT INTO alert_transition (rule_id, series, from_state, to_state, reason, at, numerator, denominator,
                                    incident_id)
      SELECT rule_id, series, from_state, decided.state, reason, at, numerator, denominator, decided.incident_id
      FROM decided JOIN written USING (rule_id, series)
      WHERE decided.state <> from_state ORDER BY rule_id, series
      RETURNING id, rule_id, series
    )
    SELECT rule_id AS "ruleId", series AS "series", written.state AS "state", moved.id AS "transitionId"
    FROM written LEFT JOIN moved USING (rule_id, series)
    WHERE moved.id IS NOT NULL OR written.state = 'firing' AND written.incident_id IS NULL`);
}
