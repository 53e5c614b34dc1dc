import { z } from 'zod';
import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import type { Visitor } from './person';

const KEY = 'second-factor-rule';

/** Who has to have one, and the roles that this means. */
const REQUIRED_ROLES = {
  nobody: [],
  administrators: ['administrator'],
  'operators and administrators': ['operator', 'administrator'],
  everybody: ['viewer', 'operator', 'administrator'],
} as const satisfies Record<string, readonly string[]>;
type Whose = keyof typeof REQUIRED_ROLES;

export const SecondFactorRule = z.strictObject({
  requiredOf: z
    .enum(Object.keys(REQUIRED_ROLES) as [Whose, ...Whose[]])
    .default('nobody')
    .describe('A second factor is required of'),
});
export type SecondFactorRule = z.infer<typeof SecondFactorRule>;

export async function secondFactorRule(db: Pick<Db, 'setting'>): Promise<SecondFactorRule> {
  const stored = await db.setting.findUnique({ where: { key: KEY } });
  return SecondFactorRule.parse(stored?.value ?? {});
}

const requires = ({ requiredOf }: SecondFactorRule, role: string): boolean =>
  (REQUIRED_ROLES[requiredOf] as readonly string[]).includes(role);

interface Factors {
  role: string;
  /** null: logs in at the identity provider, whose business it is what is asked for there. */
  passwordHash: string | null;
  totpKey: unknown;
}

/** Whether somebody who has shown the password may do nothing yet but set up a second factor. */
export async function owesSecondFactor(db: Db, account: Factors): Promise<boolean> {
  if (account.passwordHash === null || account.totpKey !== null) return false;
  return requires(await secondFactorRule(db), account.role);
}

export const isSecondFactorRequired = async (db: Db, { role }: Visitor): Promise<boolean> =>
  requires(await secondFactorRule(db), role);

/** Holds from the next request on, in sessions that are open too. Whoever demands it has tried it out: an authenticator
 * that shows other codes than this machine would keep everybody out. @returns what stands against it. */
export async function setSecondFactorRule(db: Db, by: Actor, rule: SecondFactorRule): Promise<string | null> {
  const account = by.id === null ? null : await db.account.findUniqueOrThrow({ where: { id: by.id } });
  const owes = account !== null && account.passwordHash !== null && account.totpKey === null;
  if (owes && requires(rule, account.role)) return 'set up your own first, under Password and sessions';
  await db.$transaction(async (transaction) => {
    const before = await secondFactorRule(transaction);
    await transaction.setting.upsert({
      where: { key: KEY },
      create: { key: KEY, value: rule },
      update: { value: rule },
    });
    const change = { from: before.requiredOf, to: rule.requiredOf };
    await audit(transaction, by, 'second-factor-rule.changed', 'accounts', change);
  });
  return null;
}
