import type { Db } from '@/lib/db';
import type { TimeRange } from './time-range';

export interface AlertTransitionRow {
  id: string;
  rule: string;
  series: string;
  fromState: string;
  toState: string;
  reason: string;
  at: Date;
  numerator: number;
  denominator: number;
}

/** Every change of state in a range, the latest first. */
export async function alertTransitions(db: Db, range: TimeRange, limit = 100): Promise<AlertTransitionRow[]> {
  return db.$queryRaw<AlertTransitionRow[]>`
    SELECT t.id::text AS "id", r.name AS "rule", t.series AS "series", t.from_state AS "fromState",
      t.to_state AS "toState", t.reason AS "reason", t.at AS "at", t.numerator::float8 AS "numerator",
      t.denominator::float8 AS "denominator"
    FROM alert_transition t JOIN alert_rule r ON r.id = t.rule_id
    WHERE t.at >= ${range.from}::timestamptz AND t.at < ${range.to}::timestamptz
    ORDER BY t.at DESC, t.id DESC LIMIT ${limit}`;
}
