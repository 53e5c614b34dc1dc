import type { Db } from '@/lib/db';
import { audit, auditAlone } from '@/lib/store/audit';
import { Prisma } from '@/prisma/generated/client';
import { changingAccounts, type Fault, setPassword } from './accounts';
import { hashPassword, isPassword } from './password';
import { faultOfPassword } from './password-rules';
import type { Visitor } from './person';
import { type Browser, endSessions, openSession } from './sessions';
import { countTry, forgetTries } from './throttle';

/** Whether somebody who is logged in is still the one who did: asked before what could lock them out. */
export async function faultOfOwnPassword(db: Db, visitor: Visitor, password: string): Promise<Fault | null> {
  const refused = await countTry(db, 'code', `password ${visitor.id}`);
  if (refused) return `too many tries; again in ${Math.ceil(refused.waitSeconds / 60)} minutes`;
  const account = await db.account.findUnique({ where: { id: visitor.id ?? 0 } });
  if (!(await isPassword(password, account?.passwordHash ?? null))) {
    await auditAlone(db, visitor, 'account.password-refused', visitor.name);
    return 'this is not your password';
  }
  await forgetTries(db, 'code', `password ${visitor.id}`);
  return null;
}

export type PasswordChange = { token: string } | { field: 'current' | 'password'; fault: Fault };

/** All sessions end; the one it is done in goes on under another token. */
export async function changeOwnPassword(
  db: Db,
  visitor: Visitor & { id: number },
  given: { current: string; password: string },
  browser: Browser,
  now: Date,
): Promise<PasswordChange> {
  const wrong = faultOfPassword(given.password, visitor.name);
  if (wrong) return { field: 'password', fault: wrong };
  const notOwn = await faultOfOwnPassword(db, visitor, given.current);
  if (notOwn) return { field: 'current', fault: notOwn };
  const passwordHash = await hashPassword(given.password);
  return changingAccounts(db, async (transaction) => {
    await setPassword(transaction, visitor, visitor, passwordHash);
    return { token: await openSession(transaction, visitor.id, browser, now, { isProven: true }) };
  });
}

/** One of one's own sessions, or all but this one. */
export async function endOwnSessions(
  db: Db,
  visitor: Visitor & { id: number },
  which: number | 'others',
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const ended =
      which === 'others'
        ? await endSessions(transaction, visitor.id, visitor.sessionId)
        : (await transaction.session.deleteMany({ where: { id: which, accountId: visitor.id } })).count;
    if (ended > 0) await audit(transaction, visitor, 'session.revoked', visitor.name, { sessions: ended });
  });
}

export async function hasSecondFactor(db: Db, accountId: number): Promise<boolean> {
  return (await db.account.count({ where: { id: accountId, totpKey: { not: Prisma.AnyNull } } })) > 0;
}
