import type { Db } from '@/lib/db';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { type Actor, audit } from './audit';

const KEY = 'soft-bounce-rule';

export async function softBounceRule(db: Db): Promise<SoftBounceRule> {
  const stored = await db.setting.findUnique({ where: { key: KEY } });
  return SoftBounceRule.parse(stored?.value ?? {});
}

/** All that was decided by the old rule is decided anew. */
export async function setSoftBounceRule(db: Db, by: Actor, rule: SoftBounceRule): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: KEY },
      create: { key: KEY, value: rule },
      update: { value: rule },
    });
    await tx.suppression.updateMany({ data: { stale: true } });
    await audit(tx, by, 'soft-bounce-rule.changed', 'suppressions', { ...rule });
  });
}
