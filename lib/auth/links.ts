import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import {
  addAccount,
  changingAccounts,
  type Fault,
  FIRST_ACCOUNT,
  faultOfName,
  hasAccounts,
  loginName,
  type Made,
  setPassword,
} from './accounts';
import { enter } from './login';
import { hashPassword } from './password';
import { faultOfPassword } from './password-rules';
import { isRole, type Role } from './person';
import { hashOfToken, isSecretToken, newSecretToken } from './secret-token';
import type { Browser } from './sessions';

const LINK_MS = 24 * 3_600_000;

/** What a link is for. Its token stands behind the `#`, which browsers tell no server. */
export const LINK_PATH = '/welcome';

/** To make the first administrator: of all those there are only the newest is good. */
export async function setupLink(db: Db, now: Date): Promise<string | null> {
  if (await hasAccounts(db)) return null;
  await db.accountLink.deleteMany({ where: { purpose: 'setup' } });
  return newLink(db, { purpose: 'setup', role: 'administrator', createdBy: 'command line' }, now);
}

export async function inviteLink(
  db: Db,
  by: Actor,
  { name, role, workspaceId = null }: { name: string; role: Role; workspaceId?: number | null },
  now: Date,
): Promise<Made<string>> {
  const wanted = loginName(name);
  const fault = faultOfName(wanted);
  if (fault) return { fault };
  if (await db.account.findUnique({ where: { name: wanted } }))
    return { fault: `there is an account ${wanted} already` };
  if (role !== 'administrator' && !(await hasAccounts(db))) return { fault: FIRST_ACCOUNT };
  return db.$transaction(async (transaction) => {
    await transaction.accountLink.deleteMany({ where: { purpose: 'invite', name: wanted } });
    const made = await newLink(
      transaction,
      { purpose: 'invite', name: wanted, role, workspaceId, createdBy: by.name },
      now,
    );
    await audit(transaction, by, 'account.invited', wanted, {
      role,
      ...(workspaceId !== null && { workspaceId }),
    });
    return { made };
  });
}

export async function resetLink(db: Db, by: Actor, accountId: number, now: Date): Promise<Made<string>> {
  return db.$transaction(async (transaction) => {
    const account = await transaction.account.findUnique({ where: { id: accountId } });
    if (!account) return { fault: 'this account is gone' };
    await transaction.accountLink.deleteMany({ where: { accountId } });
    const made = await newLink(transaction, { purpose: 'reset', accountId, createdBy: by.name }, now);
    await audit(transaction, by, 'account.reset-link-made', account.name);
    return { made };
  });
}

type LinkData = {
  purpose: 'setup' | 'invite' | 'reset';
  name?: string;
  role?: Role;
  workspaceId?: number | null;
  accountId?: number;
  createdBy: string;
};

async function newLink(db: Pick<Db, 'accountLink'>, data: LinkData, now: Date): Promise<string> {
  const token = newSecretToken();
  const expiresAt = new Date(now.getTime() + LINK_MS);
  await db.accountLink.create({ data: { ...data, tokenHash: hashOfToken(token), expiresAt } });
  return `${LINK_PATH}#${token}`;
}

export interface LinkContent {
  purpose: 'setup' | 'invite' | 'reset';
  /** Whose account it is about; null: to be chosen. */
  name: string | null;
  role: string;
}

/** What a link is good for, or null where it is good for nothing any more. */
export async function readLink(db: Db, token: string, now: Date): Promise<LinkContent | null> {
  const link = await goodLink(db, token, now);
  if (!link) return null;
  return {
    purpose: link.purpose as LinkContent['purpose'],
    name: link.account?.name ?? link.name,
    role: link.account?.role ?? link.role ?? 'viewer',
  };
}

async function goodLink(db: Pick<Db, 'accountLink'>, token: string, now: Date) {
  if (!isSecretToken(token)) return null;
  const link = await db.accountLink.findUnique({
    where: { tokenHash: hashOfToken(token) },
    include: { account: true },
  });
  return link && !link.usedAt && link.expiresAt > now && !link.account?.disabledAt ? link : null;
}

const GONE: Fault = 'this link has been used, or its time is over: ask for a new one';

/** What the link's holder chose; with it somebody is logged in. */
export interface Choice {
  token: string;
  /** Of the first administrator. */
  name: string;
  password: string;
}

export type Redeemed =
  | { session: string }
  | { needsSecondFactor: true }
  | { field: 'name' | 'password' | ''; fault: Fault };

export async function redeemLink(db: Db, choice: Choice, browser: Browser, now: Date): Promise<Redeemed> {
  const content = await readLink(db, choice.token, now);
  if (!content) return { field: '', fault: GONE };
  const name = content.name ?? loginName(choice.name);
  const wrongName = faultOfName(name);
  if (wrongName) return { field: 'name', fault: wrongName };
  const wrongPassword = faultOfPassword(choice.password, name);
  if (wrongPassword) return { field: 'password', fault: wrongPassword };
  const passwordHash = await hashPassword(choice.password);
  return changingAccounts(db, async (transaction): Promise<Redeemed> => {
    const link = await goodLink(transaction, choice.token, now);
    if (!link) return { field: '', fault: GONE };
    await transaction.accountLink.update({ where: { id: link.id }, data: { usedAt: now } });
    const by = { id: link.accountId, name, address: browser.address };
    if (link.account) {
      await setPassword(transaction, by, link.account, passwordHash);
      if (link.account.totpKey !== null) return { needsSecondFactor: true };
      return { session: await enter(transaction, link.account, browser, now, { by: 'link' }) };
    }
    const role = isRole(link.role ?? '') ? (link.role as Role) : 'viewer';
    const workspaces = link.workspaceId === null ? null : [link.workspaceId];
    const added = await addAccount(transaction, by, { name, role, passwordHash, workspaces });
    if ('fault' in added) return { field: 'name', fault: added.fault };
    return { session: await enter(transaction, { id: added.made, name }, browser, now, { by: 'link' }) };
  });
}

/** Forgets links that were good until before: they name accounts, and say who made them. */
export async function forgetOldLinks(db: Db, expiredBefore: Date): Promise<void> {
  await db.accountLink.deleteMany({ where: { expiresAt: { lt: expiredBefore } } });
}
