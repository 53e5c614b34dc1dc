import { z } from 'zod';
import { changeRule, createRule, RuleHead, removeRule, setRuleEnabled } from '@/lib/alerts/rule-changes';
import { RULE_KINDS } from '@/lib/alerts/rules';
import { SEVERITIES } from '@/lib/alerts/severity';
import type { Db } from '@/lib/db';
import { type AlertRuleRow, alertRules } from '@/lib/queries/alert-rules';
import { Time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone, readAs } from '../refusals';
import { IdPath } from '../row-id';

export const Settings = z
  .record(z.string(), z.unknown())
  .meta({ description: 'As the kind has them: /kinds says which' });

const Rule = z
  .strictObject({
    id: z.int(),
    kind: z.string(),
    name: z.string(),
    severity: z.string(),
    enabled: z.boolean(),
    settings: z.unknown().meta({ description: 'As the kind has them' }),
    firing: z.number(),
    pending: z.number(),
    silent: z.number().meta({ description: 'Series without data' }),
    evaluatedAt: Time.nullable(),
  })
  .meta({ id: 'AlertRule' });

export const SETTINGS = {
  ...{ rate: 'hard-bounce', groupBy: 'provider', threshold: 0.02, windowsMinutes: [60] },
  ...{ minimumRecipients: 50, forMinutes: 5, keepFiringMinutes: 30 },
};
const EXAMPLE: z.infer<typeof Rule> = {
  ...{ id: 1, kind: 'rate-above', name: 'Hard bounces', severity: 'critical', enabled: true },
  ...{ settings: SETTINGS, firing: 1, pending: 0, silent: 0, evaluatedAt: '2026-11-21T11:59:00.000Z' },
};

const shown = ({ series: _, evaluatedAt, ...rule }: AlertRuleRow): z.infer<typeof Rule> => ({
  ...rule,
  evaluatedAt: timeOrNull(evaluatedAt),
});

async function known(db: Db, id: number): Promise<z.infer<typeof Rule>> {
  const rule = (await alertRules(db)).find((one) => one.id === id);
  if (!rule) throw gone('alert rule');
  return shown(rule);
}

/** The kind, and what is wrong with its settings as fields of `settings`. */
export function settingsOf(kind: string, given: unknown): unknown {
  const schema = RULE_KINDS.find((one) => one.kind === kind)?.settings;
  return readAs(schema ?? z.never(), given, 'settings');
}

const list = operation({
  id: 'listAlertRules',
  method: 'GET',
  path: '/alert-rules',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'The rules, and how each stands',
  answer: z.strictObject({ data: z.array(Rule) }),
  example: { data: [EXAMPLE] },
  run: async (_, { db }) => ({ data: (await alertRules(db)).map(shown) }),
});

const one = operation({
  id: 'getAlertRule',
  method: 'GET',
  path: '/alert-rules/{id}',
  group: 'Alerts',
  needs: 'viewer',
  summary: 'One rule',
  pathFields: IdPath,
  answer: Rule,
  example: EXAMPLE,
  run: ({ path }, { db }) => known(db, path.id),
});

export const Kind = z.enum(RULE_KINDS.map(({ kind }) => kind));
const Head = z.strictObject({ name: z.string(), severity: z.enum(SEVERITIES), settings: Settings });
const HEAD = { name: 'Hard bounces', severity: 'critical', settings: SETTINGS } as const;

const create = operation({
  id: 'createAlertRule',
  method: 'POST',
  path: '/alert-rules',
  group: 'Alerts',
  needs: 'operator',
  summary: 'Makes a rule: it is evaluated from the next round on',
  body: Head.extend({ kind: Kind }),
  bodyExample: { kind: 'rate-above', ...HEAD },
  status: 201,
  answer: Rule,
  example: EXAMPLE,
  async run({ body: { kind, settings, ...head } }, { db, by }) {
    const draft = { ...readAs(RuleHead, head), kind, settings: settingsOf(kind, settings) };
    return known(db, await createRule(db, by, draft));
  },
});

const change = operation({
  id: 'changeAlertRule',
  method: 'PUT',
  path: '/alert-rules/{id}',
  group: 'Alerts',
  needs: 'operator',
  summary: 'Says a rule anew, all of it; its kind stays',
  pathFields: IdPath,
  body: Head,
  bodyExample: HEAD,
  answer: Rule,
  example: EXAMPLE,
  async run({ path: { id }, body: { settings, ...head } }, { db, by }) {
    const { kind } = await known(db, id);
    await changeRule(db, by, id, { ...readAs(RuleHead, head), kind, settings: settingsOf(kind, settings) });
    return known(db, id);
  },
});

const pause = (paused: boolean): Operation =>
  operation({
    id: paused ? 'pauseAlertRule' : 'resumeAlertRule',
    method: paused ? 'POST' : 'DELETE',
    path: '/alert-rules/{id}/pause',
    group: 'Alerts',
    needs: 'operator',
    summary: paused ? 'It is not evaluated until it is resumed' : 'It is evaluated again',
    pathFields: IdPath,
    answer: Rule,
    example: { ...EXAMPLE, enabled: !paused },
    async run({ path: { id } }, { db, by }) {
      await known(db, id);
      await setRuleEnabled(db, by, id, !paused);
      return known(db, id);
    },
  });

const remove = operation({
  id: 'removeAlertRule',
  method: 'DELETE',
  path: '/alert-rules/{id}',
  group: 'Alerts',
  needs: 'operator',
  summary: 'Takes a rule away; incidents that have no other alert are resolved at the next round',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 1 },
  async run({ path: { id } }, { db, by }) {
    await known(db, id);
    await removeRule(db, by, id);
    return { id };
  },
});

export const ALERT_RULES: readonly Operation[] = [
  list,
  create,
  one,
  change,
  remove,
  pause(true),
  pause(false),
];
