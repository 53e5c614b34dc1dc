import type { Db } from '@/lib/db';
import type { SecretBox } from '@/lib/secret-box';
import { audit, auditAlone, nobody } from '@/lib/store/audit';
import type { Prisma } from '@/prisma/generated/client';
import { loginName } from './accounts';
import { isPassword } from './password';
import { spendCode } from './second-factor';
import { type Browser, endSession, halfwayAccount, openSession } from './sessions';
import { countTry, forgetTries, forgiveTry, networkOf, type Throttled } from './throttle';

export interface Credentials {
  name: string;
  password: string;
  /** Of the browser's session so far, which ends here. */
  token: string | null;
}

export type Login =
  | { kind: 'in' | 'second-factor'; token: string }
  | { kind: 'wrong' }
  | { kind: 'wait'; seconds: number };

/** Nobody learns whether it was the name or the password that was wrong: not by the answer, nor by how long it took. */
export async function logIn(
  db: Db,
  { name, password, token }: Credentials,
  browser: Browser,
  now: Date,
): Promise<Login> {
  const wanted = loginName(name);
  const from = networkOf(browser.address ?? 'unknown');
  const tries: [Throttled, string][] = [
    ['address', from],
    ['accountFromAddress', `${wanted} ${from}`],
    ['account', wanted],
  ];
  for (const [what, of] of tries) {
    const refused = await countTry(db, what, of);
    if (refused) return { kind: 'wait', seconds: refused.waitSeconds };
  }
  const account = await db.account.findUnique({ where: { name: wanted } });
  const matches = await isPassword(password, account?.passwordHash ?? null);
  if (!account || !matches || account.disabledAt) {
    // A name that is nobody's may be a password in the wrong field.
    const subject = account?.name ?? 'unknown';
    const reason = account?.disabledAt ? 'disabled' : account ? 'password' : 'name';
    await auditAlone(db, nobody('nobody', browser.address), 'session.refused', subject, { reason });
    return { kind: 'wrong' };
  }
  await Promise.all(
    tries.map(([what, of]) => (what === 'address' ? forgiveTry(db, what, of) : forgetTries(db, what, of))),
  );
  return db.$transaction(async (transaction) => {
    if (token) await endSession(transaction, token);
    if (account.totpKey === null) {
      return { kind: 'in', token: await enter(transaction, account, browser, now, { by: 'password' }) };
    }
    const halfway = await openSession(transaction, account.id, browser, now, { isProven: false });
    return { kind: 'second-factor', token: halfway };
  });
}

/** Opens the session of somebody who has shown all that is asked for. */
export async function enter(
  transaction: Prisma.TransactionClient,
  account: { id: number; name: string },
  browser: Browser,
  now: Date,
  shown: { by: string },
): Promise<string> {
  await transaction.account.update({ where: { id: account.id }, data: { lastLoginAt: now } });
  await audit(transaction, { ...account, address: browser.address }, 'session.opened', account.name, shown);
  return openSession(transaction, account.id, browser, now, { isProven: true });
}

export type SecondLogin =
  | { kind: 'in'; token: string }
  | { kind: 'wrong' }
  | { kind: 'over' }
  | { kind: 'wait'; seconds: number };

/** The other factor of somebody who has shown the password. */
export async function showSecondFactor(
  db: Db,
  box: SecretBox,
  { code, token }: { code: string; token: string },
  browser: Browser,
  now: Date,
): Promise<SecondLogin> {
  const account = await halfwayAccount(db, token, now);
  if (!account) return { kind: 'over' };
  const refused = await countTry(db, 'code', `second factor ${account.id}`);
  if (refused) return { kind: 'wait', seconds: refused.waitSeconds };
  const login = await db.$transaction(async (transaction): Promise<SecondLogin> => {
    const spent = await spendCode(transaction, box, account, code, now);
    if (!spent) {
      const by = nobody('nobody', browser.address);
      await audit(transaction, by, 'session.refused', account.name, { reason: 'second factor' });
      return { kind: 'wrong' };
    }
    await endSession(transaction, token);
    const shown = { by: `password and ${spent}` };
    return { kind: 'in', token: await enter(transaction, account, browser, now, shown) };
  });
  if (login.kind === 'in') await forgetTries(db, 'code', `second factor ${account.id}`);
  return login;
}

export async function logOut(db: Db, token: string, address: string | null): Promise<void> {
  await db.$transaction(async (transaction) => {
    const account = await endSession(transaction, token);
    if (account) await audit(transaction, { ...account, address }, 'session.closed', account.name);
  });
}
