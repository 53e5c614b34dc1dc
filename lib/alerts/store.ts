import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';
import { DEFAULT_RULES, type DefaultRule } from './default-rules';
import type { Standing } from './state';

export interface StoredRule {
  id: number;
  kind: string;
  name: string;
  severity: string;
  settings: unknown;
  enabled: boolean;
  standings: ReadonlyMap<string, StoredStanding>;
}

export interface StoredStanding extends Standing {
  version: number;
  /** The incident it is part of while it fires. */
  incidentId: bigint | null;
}

export async function loadRules(db: Db): Promise<StoredRule[]> {
  const [rules, states] = await Promise.all([
    db.alertRule.findMany({ orderBy: { id: 'asc' } }),
    db.$queryRaw<StateRow[]>`
      SELECT rule_id AS "ruleId", series AS "series", state AS "state", version AS "version",
        extract(epoch FROM since)::float8 * 1000 AS "since", extract(epoch FROM last_true_at)::float8 * 1000 AS "lastTrueAt",
        incident_id AS "incidentId"
      FROM alert_state`,
  ]);
  const byRule = new Map<number, Map<string, StoredStanding>>();
  for (const { ruleId, series, ...standing } of states) {
    const standings = byRule.get(ruleId) ?? new Map<string, StoredStanding>();
    byRule.set(ruleId, standings.set(series, standing));
  }
  return rules.map((rule) => ({ ...rule, standings: byRule.get(rule.id) ?? new Map() }));
}

type StateRow = StoredStanding & { ruleId: number; series: string };

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
    for (const { id } of await tx.workspace.findMany({ select: { id: true } }))
      await createDefaultRules(tx, id, missing);
    const value = [...created, ...missing.map(({ name }) => name)];
    await tx.setting.update({ where: { key: DEFAULTS_SETTING }, data: { value } });
    return missing.map(({ name }) => name);
  });
}

/** In a workspace that is new, all of them. */
export async function createDefaultRules(
  tx: Prisma.TransactionClient,
  workspaceId: number,
  rules: readonly DefaultRule[] = DEFAULT_RULES,
): Promise<void> {
  const data = rules.map((rule) => ({ ...toRow(rule), workspaceId }));
  await tx.alertRule.createMany({ data, skipDuplicates: true });
}

const toRow = ({ kind, name, severity, settings }: DefaultRule): Prisma.AlertRuleCreateManyInput => ({
  kind,
  name,
  severity,
  settings,
});
