import { z } from 'zod';
import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import type { Prisma } from '@/prisma/generated/client';
import { ruleKindOf } from './rules';
import { SEVERITIES } from './severity';

/** What a rule is called, and how urgent it is. */
export const RuleHead = z.object({
  name: z.string().trim().min(1, 'give it a name').max(120),
  severity: z.enum(SEVERITIES),
});

export interface RuleDraft extends z.infer<typeof RuleHead> {
  kind: string;
  /** As the kind's schema takes them; what is wrong with them is thrown. */
  settings: unknown;
}

/** The name is another rule's already. */
export class NameTakenError extends Error {}

const stored = ({ name, severity, kind, settings }: RuleDraft) => ({
  name,
  severity,
  kind,
  settings: ruleKindOf(kind).settings.parse(settings) as Prisma.InputJsonObject,
});

/** @returns the rule's id. It is evaluated from the next round on. */
export function createRule(db: Db, by: Actor, draft: RuleDraft): Promise<number> {
  return nameNotTaken(draft.name, () =>
    db.$transaction(async (transaction) => {
      const { id } = await transaction.alertRule.create({ data: stored(draft) });
      await audit(transaction, by, 'alert-rule.created', draft.name, { id, kind: draft.kind });
      return id;
    }),
  );
}

/** The kind of a rule stays. Alerts that the new settings no longer speak of end at the next round. */
export function changeRule(db: Db, by: Actor, id: number, draft: RuleDraft): Promise<void> {
  return nameNotTaken(draft.name, () =>
    db.$transaction(async (transaction) => {
      await transaction.alertRule.update({ where: { id, kind: draft.kind }, data: stored(draft) });
      await audit(transaction, by, 'alert-rule.changed', draft.name, { id });
    }),
  );
}

export async function setRuleEnabled(db: Db, by: Actor, id: number, enabled: boolean): Promise<void> {
  await db.$transaction(async (transaction) => {
    const where = { id, enabled: !enabled };
    for (const { name } of await transaction.alertRule.updateManyAndReturn({ where, data: { enabled } }))
      await audit(transaction, by, enabled ? 'alert-rule.resumed' : 'alert-rule.paused', name, { id });
  });
}

/** With where its alerts stood; incidents that have no other alert are resolved at the next round. */
export async function removeRule(db: Db, by: Actor, id: number): Promise<void> {
  await db.$transaction(async (transaction) => {
    const rule = await transaction.alertRule.findUnique({ where: { id } });
    if (!rule) return;
    await transaction.alertRule.delete({ where: { id } });
    await audit(transaction, by, 'alert-rule.deleted', rule.name, { id });
  });
}

async function nameNotTaken<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error;
    throw new NameTakenError(`another rule is called “${name}”`);
  }
}
