import type { Db } from '@/lib/db';
import { causeOf } from './cause';
import { confirmRecipients } from './confirm';
import { contributorsOf, evidenceOf } from './evidence';
import { keepIncidents, lockIncidents } from './incidents';
import { queueNotifications } from './notifications';
import { openReadings } from './open-readings';
import type { FiredAlert } from './place-alerts';
import type { Readings } from './readings';
import type { Measurement, OpenRule } from './rule';
import { ruleKindOf } from './rules';
import { hasLabels } from './series';
import { type Condition, decide, initialStanding } from './state';
import { forgetSettled, loadRules, type StoredRule, type StoredStanding } from './store';
import { type DecidedSeries, writeDecisions } from './write-decisions';

export interface Evaluation {
  /** Series that were decided on. */
  evaluated: number;
  transitions: number;
}

/** A series that is not plainly well: its condition holds, or it is written down already. */
interface Notable {
  rule: StoredRule;
  timing: OpenRule['timing'];
  from: StoredStanding | null;
  measurement: Measurement;
}

/**
 * Evaluates all rules as of `now` and writes what changed. Any number of workers may do so at once. A rule that cannot
 * be evaluated does not keep the others from it: its error is thrown when they are done.
 */
export async function evaluateAlerts(db: Db, now: Date): Promise<Evaluation> {
  const readings = openReadings(db, now);
  const errors: Error[] = [];
  // All at once: while one reading is counted together, the store is at the next.
  const measured = await Promise.all(
    (await loadRules(db)).map((rule) =>
      measureRule(rule, readings).catch((error: unknown) => {
        errors.push(new Error(`alert rule "${rule.name}" cannot be evaluated`, { cause: error }));
        return { evaluated: 0, notable: [] };
      }),
    ),
  );
  const evaluated = measured.reduce((sum, one) => sum + one.evaluated, 0);
  const notable = measured.flatMap((one) => one.notable);
  await confirmRecipients(
    db,
    now,
    notable.filter(({ from }) => !isCrossed(from)),
  );
  const decided = notable
    .map((one) => ({ ...one, decided: decideSeries(one) }))
    .filter(({ from, decided: { to } }) => from !== null || to.state !== 'inactive');
  const fired = await causesOf(db, now, decided);
  const transitions = await commit(
    db,
    now,
    decided.map((one) => one.decided),
    fired,
  );
  await forgetSettled(db, now);
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
  return { evaluated, transitions };
}

/** Why the alerts fire that have just begun to. */
async function causesOf(
  db: Db,
  now: Date,
  decided: readonly (Notable & { decided: DecidedSeries })[],
): Promise<FiredAlert[]> {
  const begun = decided.filter(
    ({ from, decided: { to } }) => to.state === 'firing' && (from?.incidentId ?? null) === null,
  );
  const contributors = await contributorsOf(
    db,
    now,
    begun.map(({ measurement }) => measurement.behind ?? null),
  );
  return begun.map(
    ({ rule: { id: ruleId, name, severity }, measurement: { series, at, watched = {} } }, i) => {
      const counted = contributors[i] ?? [];
      const cause = causeOf({ ruleId, series, watched, contributors: counted });
      return { ruleId, series, rule: name, severity, at, cause, evidence: evidenceOf(cause, counted) };
    },
  );
}

/** States, transitions, incidents and what people are told of them are one transaction. */
async function commit(
  db: Db,
  now: Date,
  decided: readonly DecidedSeries[],
  fired: readonly FiredAlert[],
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      await lockIncidents(tx);
      const written = await writeDecisions(tx, decided);
      await queueNotifications(tx, await keepIncidents(tx, fired, written, now), now);
      return written.filter(({ transitionId }) => transitionId !== null).length;
    },
    { timeout: COMMIT_TIMEOUT_MS, maxWait: COMMIT_TIMEOUT_MS },
  );
}

/** Other evaluators are waited for. */
const COMMIT_TIMEOUT_MS = 60_000;

/** Once enough people were found behind a crossing, they are not counted again while it lasts. */
const isCrossed = (standing: StoredStanding | null): boolean =>
  standing?.state === 'pending' || standing?.state === 'firing';

/** What is notable, and how many series the rule was measured for. */
async function measureRule(
  rule: StoredRule,
  readings: Readings,
): Promise<{ evaluated: number; notable: Notable[] }> {
  const opened = rule.enabled ? ruleKindOf(rule.kind).open(rule.settings) : PAUSED;
  const unmeasured = new Map(rule.standings);
  const notable: Notable[] = [];
  let measured = 0;
  for (const measurement of await opened.measure(readings)) {
    measured++;
    const { series, condition } = measurement;
    const from = rule.standings.get(series) ?? null;
    if (from) unmeasured.delete(series);
    if (from || condition === 'true' || condition === 'no-data') {
      notable.push({ rule, timing: opened.timing, from, measurement });
    }
  }
  for (const [series, from] of unmeasured) {
    const condition = conditionOfUnmeasured(rule, series, opened.labels);
    const measurement = { series, at: readings.now, condition, numerator: 0, denominator: 0 };
    notable.push({ rule, timing: opened.timing, from, measurement });
  }
  return { evaluated: measured + unmeasured.size, notable };
}

/** A rule that is switched off measures nothing, and its settings need not even be right. */
const PAUSED: OpenRule = {
  timing: { forMs: 0, keepFiringMs: 0 },
  ...{ labels: [], limit: null, lookBackDays: null },
  measure: async () => [],
};

function conditionOfUnmeasured(rule: StoredRule, series: string, labels: OpenRule['labels']): Condition {
  if (!rule.enabled) return 'paused';
  return hasLabels(series, labels) ? 'no-data' : 'dropped';
}

function decideSeries({ rule, timing, from, measurement }: Notable): DecidedSeries {
  const { series, condition, at, numerator, denominator } = measurement;
  const to = decide(from ?? initialStanding(at), condition, timing, at);
  return { ruleId: rule.id, series, from, to, at, numerator, denominator };
}
