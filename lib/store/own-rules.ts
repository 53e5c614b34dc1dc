import { z } from 'zod';
import type { OwnRule, OwnRuleDraft } from '@/lib/classify/own-rule';
import type { Db } from '@/lib/db';
import { ACTIONS, BOUNCE_TYPES, CATEGORIES } from '@/lib/mail/category';
import type { Prisma } from '@/prisma/generated/client';
import { type Actor, audit } from './audit';
import { lockRules } from './rules-version';

/** Kinds are text in the store, and checked here. */
const Kinds = z.object({
  category: z.enum(CATEGORIES),
  action: z.enum(ACTIONS),
  bounceType: z.enum(BOUNCE_TYPES).nullable(),
});

/** The rules that are in force, and the number of the change that put them there. */
export async function rulesInForce(db: Db): Promise<{ version: number; rules: OwnRule[] }> {
  // The version first: rules that changed since are newer than it says, and are only asked for once more.
  const { _max } = await db.reclassification.aggregate({ _max: { id: true } });
  const rows = await db.ownRule.findMany({ where: { enabled: true }, orderBy: { id: 'asc' } });
  const rules = rows.map(({ id, pattern, replyCodes, statusCodes, provider, ...row }) => ({
    ...{ id, pattern, replyCodes, statusCodes, provider },
    ...Kinds.parse(row),
  }));
  return { version: _max.id ?? 0, rules };
}

// Each change is committed with the re-classification that it asks for. @returns the re-classification's id.

export function createOwnRule(db: Db, by: Actor, draft: OwnRuleDraft): Promise<number> {
  return change(db, async (transaction) => {
    const { id } = await transaction.ownRule.create({ data: draft });
    await audit(transaction, by, 'own-rule.created', draft.name, { id });
    return id;
  });
}

export function setOwnRuleEnabled(db: Db, by: Actor, id: number, enabled: boolean): Promise<number> {
  return change(db, async (transaction) => {
    for (const { name } of await transaction.ownRule.updateManyAndReturn({
      where: { id },
      data: { enabled },
    }))
      await audit(transaction, by, enabled ? 'own-rule.enabled' : 'own-rule.disabled', name, { id });
    return id;
  });
}

export function deleteOwnRule(db: Db, by: Actor, id: number): Promise<number> {
  return change(db, async (transaction) => {
    const rule = await transaction.ownRule.findUnique({ where: { id } });
    if (!rule) return id;
    await transaction.ownRule.delete({ where: { id } });
    await audit(transaction, by, 'own-rule.deleted', rule.name, { id, pattern: rule.pattern });
    return id;
  });
}

/** The rule that a re-classification was asked for by. */
export async function ruleOfReclassification(db: Db, id: number): Promise<number> {
  const { ownRuleId } = await db.reclassification.findUniqueOrThrow({ where: { id } });
  if (ownRuleId === null) throw new Error(`re-classification ${id} is of no rule`);
  return ownRuleId;
}

/** Judges all of history anew, e.g. by a newer dictionary. */
export function reclassifyAll(db: Db, by: Actor): Promise<number> {
  return change(db, async (transaction) => {
    await audit(transaction, by, 'history.judged-anew', 'all refusals');
    return null;
  });
}

async function change(db: Db, make: (transaction: Prisma.TransactionClient) => Promise<number | null>) {
  return db.$transaction(
    async (transaction) => {
      await lockRules(transaction);
      const ownRuleId = await make(transaction);
      const { id } = await transaction.reclassification.create({ data: { ownRuleId } });
      return id;
    },
    { timeout: CHANGE_TIMEOUT_MS },
  );
}

/** Batches that are being committed are waited for. */
const CHANGE_TIMEOUT_MS = 30_000;

/** Re-classifications that somebody has to go on with. */
export async function runningReclassifications(db: Db): Promise<number[]> {
  const running = await db.reclassification.findMany({ where: { state: 'running' }, select: { id: true } });
  return running.map(({ id }) => id);
}
