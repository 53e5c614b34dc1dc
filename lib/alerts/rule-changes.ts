import { z } from 'zod';
import type { Db } from '@/lib/db';
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
export async function createRule(db: Db, draft: RuleDraft): Promise<number> {
  const { id } = await nameNotTaken(draft.name, () => db.alertRule.create({ data: stored(draft) }));
  return id;
}

/** The kind of a rule stays. Alerts that the new settings no longer speak of end at the next round. */
export async function changeRule(db: Db, id: number, draft: RuleDraft): Promise<void> {
  await nameNotTaken(draft.name, () =>
    db.alertRule.update({ where: { id, kind: draft.kind }, data: stored(draft) }),
  );
}

export async function setRuleEnabled(db: Db, id: number, enabled: boolean): Promise<void> {
  await db.alertRule.updateMany({ where: { id }, data: { enabled } });
}

/** With where its alerts stood; incidents that have no other alert are resolved at the next round. */
export async function removeRule(db: Db, id: number): Promise<void> {
  await db.alertRule.deleteMany({ where: { id } });
}

async function nameNotTaken<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error;
    throw new NameTakenError(`another rule is called “${name}”`);
  }
}
