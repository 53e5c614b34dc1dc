import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { DEFAULT_RULES, type DefaultRule } from './default-rules';
import type { AlertState, Decision, Standing } from './state';

export interface StoredRule {
  id: number;
  kind: string;
  name: string;
  settings: unknown;
  enabled: boolean;
  standings: ReadonlyMap<string, StoredStanding>;
}

export interface StoredStanding extends Standing {
  version: number;
}

export async function loadRules(db: Db): Promise<StoredRule[]> {
  const rules = await db.alertRule.findMany({ orderBy: { id: 'asc' }, include: { states: true } });
  return rules.map(({ states, ...rule }) => ({
    ...rule,
    standings: new Map(
      states.map(({ series, state, since, lastTrueAt, version }) => [
        series,
        {
          state: state as AlertState,
          since: since.getTime(),
          lastTrueAt: lastTrueAt?.getTime() ?? null,
          version,
        },
      ]),
    ),
  }));
}

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

/**
 * Writes what was decided, and returns how many transitions that made. A series that another worker has moved on in
 * the meantime is left as it is: its version is not the one that the decision was made on. So is one whose rule is
 * being deleted. State and transition are one statement, so neither is ever without the other; rows are locked in the
 * order of their key, so that two writers never wait for each other in a circle.
 */
export async function writeDecisions(db: Db, decided: readonly DecidedSeries[]): Promise<number> {
  if (decided.length === 0) return 0;
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
  }));
  const [written] = await db.$queryRaw<{ transitions: number }[]>(Prisma.sql`
    WITH decided AS (
      SELECT d.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d (
        rule_id int, series text, version int, from_state text, state text, reason text,
        since timestamptz, last_true_at timestamptz, at timestamptz, numerator bigint, denominator bigint)
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
        version = excluded.version, evaluated_at = excluded.evaluated_at
      WHERE stored.version = excluded.version - 1
      RETURNING rule_id, series
    ), moved AS (
      INSERT INTO alert_transition (rule_id, series, from_state, to_state, reason, at, numerator, denominator)
      SELECT rule_id, series, from_state, state, reason, at, numerator, denominator
      FROM decided JOIN written USING (rule_id, series)
      WHERE state <> from_state ORDER BY rule_id, series
      RETURNING 1
    )
    SELECT count(*)::int AS transitions FROM moved`);
  return written?.transitions ?? 0;
}

const SETTLED_DAYS = 30;

/** Drops the standings of series that came to rest long ago; their transitions stay. */
export async function forgetSettled(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - SETTLED_DAYS * 24 * 60 * 60_000);
  await db.alertState.deleteMany({
    where: {
      since: { lt: before },
      lastTrueAt: null,
      OR: [{ state: { in: ['inactive', 'resolved'] } }, { state: 'no-data', series: { not: '' } }],
    },
  });
}

const DEFAULTS_SETTING = 'alerts.defaults';

/** Creates the rules that come with the product, each once in the life of a store: one that was deleted stays so. */
export async function ensureDefaultRules(db: Db): Promise<string[]> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO setting (key, value) VALUES (${DEFAULTS_SETTING}, '[]') ON CONFLICT DO NOTHING`;
    const [setting] = await tx.$queryRaw<{ value: string[] }[]>`
      SELECT value FROM setting WHERE key = ${DEFAULTS_SETTING} FOR UPDATE`;
    const created = setting?.value ?? [];
    const missing = DEFAULT_RULES.filter(({ name }) => !created.includes(name));
    if (missing.length === 0) return [];
    await tx.alertRule.createMany({ data: missing.map(toRow), skipDuplicates: true });
    const value = [...created, ...missing.map(({ name }) => name)];
    await tx.setting.update({ where: { key: DEFAULTS_SETTING }, data: { value } });
    return missing.map(({ name }) => name);
  });
}

const toRow = ({ kind, name, severity, settings }: DefaultRule): Prisma.AlertRuleCreateManyInput => ({
  kind,
  name,
  severity,
  settings,
});
