import { createAccount } from '@/lib/auth/accounts';
import type { Role } from '@/lib/auth/person';
import { openSession } from '@/lib/auth/sessions';
import type { Db } from '@/lib/db';
import { nobody } from '@/lib/store/audit';

export const PASSWORD = 'walnut ferry 92 quilt';
const BROWSER = { address: '192.0.2.1', userAgent: 'test' };

/** Makes an account; the first has to be an administrator's. */
export async function makeAccount(db: Db, name: string, role: Role): Promise<number> {
  const created = await createAccount(db, nobody('test'), { name, role, password: PASSWORD });
  if ('fault' in created) throw new Error(created.fault);
  return created.made;
}

/** As a browser on the plain connection of this machine sends it. */
export async function cookieOf(db: Db, accountId: number): Promise<string> {
  const opened = db.$transaction((transaction) =>
    openSession(transaction, accountId, BROWSER, new Date(), { isProven: true }),
  );
  return `bounceboard-here=${await opened}`;
}
