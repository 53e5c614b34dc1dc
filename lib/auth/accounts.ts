import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import type { Prisma } from '@/prisma/generated/client';
import { type Membership, putInto } from './membership';
import { hashPassword } from './password';
import { faultOfPassword } from './password-rules';
import type { Role } from './person';
import { endSessions } from './sessions';

/** One writer at a time, since some rules are about all accounts together. */
const LOCK = 7_302_911;

/** What stands against it, in words for the person who asked. */
export type Fault = string;
export type Made<T> = { made: T } | { fault: Fault };

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._+@ -]{0,98}[\p{L}\p{N}]$/u;

export const loginName = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

export function faultOfName(name: string): Fault | null {
  return NAME.test(name) ? null : 'two to a hundred letters, digits, spaces or . _ + @ -';
}

/** As long as nobody has an account, whoever sits at this machine may do everything. */
export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.account.findFirst({ select: { id: true } })) !== null;
}

export interface NewAccount {
  name: string;
  role: Role;
  /** null: logs in at the identity provider. */
  password: string | null;
  issuer?: string;
  subject?: string;
  /** Which it sees; where nothing is said, all if it administers, and else the one that there is. */
  workspaces?: Membership;
}

export async function createAccount(db: Db, by: Actor, wanted: NewAccount): Promise<Made<number>> {
  const { name, password } = { ...wanted, name: loginName(wanted.name) };
  const fault = faultOfName(name) ?? (password === null ? null : faultOfPassword(password, name));
  if (fault) return { fault };
  const passwordHash = password === null ? null : await hashPassword(password);
  return changingAccounts(db, (transaction) =>
    addAccount(transaction, by, { ...wanted, name, passwordHash }),
  );
}

interface CheckedAccount extends Omit<NewAccount, 'password'> {
  passwordHash: string | null;
}

/** Under the lock of `changingAccounts`. */
export async function addAccount(
  transaction: Prisma.TransactionClient,
  by: Actor,
  { name, role, passwordHash, issuer, subject, workspaces }: CheckedAccount,
): Promise<Made<number>> {
  if (await transaction.account.findUnique({ where: { name } }))
    return { fault: `there is an account ${name} already` };
  const isLimited = role !== 'administrator' || (workspaces ?? null) !== null;
  if (isLimited && (await othersInCharge(transaction, null)) === 0) return { fault: FIRST_ACCOUNT };
  const { id } = await transaction.account.create({
    data: { name, role, passwordHash, issuer, subject, createdBy: by.name },
  });
  const membership = workspaces === undefined ? await presetMembership(transaction, role) : workspaces;
  const seen = await putInto(transaction, id, membership);
  const details = { role, ...(issuer && { issuer }), ...(seen !== 'all' && { workspaces: seen }) };
  await audit(transaction, by, 'account.created', name, details);
  // What is left of the links to make the first administrator is worth nothing from here on.
  await transaction.accountLink.deleteMany({ where: { purpose: 'setup' } });
  return { made: id };
}

/** Where there are several, nobody sees one that they were not put into. */
const presetMembership = async (transaction: Prisma.TransactionClient, role: Role): Promise<Membership> =>
  role === 'administrator' || (await transaction.workspace.count({ where: { isSample: false } })) === 1
    ? null
    : [];

export async function setRole(db: Db, by: Actor, id: number, role: Role): Promise<Fault | null> {
  return changingAccounts(db, async (transaction) => {
    const account = await transaction.account.findUnique({ where: { id } });
    if (!account) return 'this account is gone';
    if (account.role === role) return null;
    if (role !== 'administrator' && (await othersInCharge(transaction, id)) === 0) return LAST_ADMINISTRATOR;
    await transaction.account.update({ where: { id }, data: { role } });
    // An administrator sees all for administering it: whoever no longer does sees what they are put into.
    const wasInCharge = account.role === 'administrator' && account.allWorkspaces;
    const membership = wasInCharge ? await presetMembership(transaction, role) : null;
    if (membership !== null) await putInto(transaction, id, membership);
    const details = { from: account.role, to: role, ...(membership !== null && { workspaces: [] }) };
    await audit(transaction, by, 'account.role-changed', account.name, details);
    return null;
  });
}

/** Holds from the next request on, in sessions that are open too. */
export async function setMembership(
  db: Db,
  by: Actor,
  id: number,
  membership: Membership,
): Promise<Fault | null> {
  return changingAccounts(db, async (transaction) => {
    const account = await transaction.account.findUnique({ where: { id } });
    if (!account) return 'this account is gone';
    if (membership !== null && (await othersInCharge(transaction, id)) === 0) return LAST_ADMINISTRATOR;
    const names = await putInto(transaction, id, membership);
    await audit(transaction, by, 'account.workspaces-changed', account.name, { workspaces: names });
    return null;
  });
}

export async function setDisabled(
  db: Db,
  by: Actor,
  id: number,
  disabled: boolean,
  now: Date,
): Promise<Fault | null> {
  return changingAccounts(db, async (transaction) => {
    const account = await transaction.account.findUnique({ where: { id } });
    if (!account) return 'this account is gone';
    if ((account.disabledAt !== null) === disabled) return null;
    if (disabled && (await othersInCharge(transaction, id)) === 0) return LAST_ADMINISTRATOR;
    await transaction.account.update({ where: { id }, data: { disabledAt: disabled ? now : null } });
    if (disabled) await endSessions(transaction, id);
    await audit(transaction, by, disabled ? 'account.disabled' : 'account.enabled', account.name);
    return null;
  });
}

/** Ends the account's sessions, except the one it is done in: whoever knew the old password is out. */
export async function setPassword(
  transaction: Prisma.TransactionClient,
  by: Actor,
  account: { id: number; name: string },
  passwordHash: string,
  exceptSession: number | null = null,
): Promise<void> {
  await transaction.account.update({ where: { id: account.id }, data: { passwordHash } });
  const ended = await endSessions(transaction, account.id, exceptSession);
  await transaction.accountLink.deleteMany({ where: { accountId: account.id } });
  await audit(transaction, by, 'account.password-changed', account.name, { sessionsEnded: ended });
}

export const FIRST_ACCOUNT: Fault = 'the first account has to be an administrator’s';
const LAST_ADMINISTRATOR: Fault = 'nobody else could administer this installation then';

/** Administrators of everything who can log in, but for the one that is being changed. */
const othersInCharge = (transaction: Prisma.TransactionClient, but: number | null): Promise<number> =>
  transaction.account.count({
    where: {
      role: 'administrator',
      allWorkspaces: true,
      disabledAt: null,
      ...(but === null ? {} : { id: { not: but } }),
    },
  });

export async function changingAccounts<Result>(
  db: Db,
  change: (transaction: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
    return change(transaction);
  });
}

export interface AccountRow {
  id: number;
  name: string;
  role: string;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  issuer: string | null;
  createdAt: Date;
  lastLoginAt: Date | null;
  disabledAt: Date | null;
  /** Which it sees; null: all. */
  workspaces: Membership;
}

/** Who may log in? */
export async function accountList(db: Db): Promise<AccountRow[]> {
  const rows = await db.account.findMany({ orderBy: [{ name: 'asc' }], include: { workspaces: true } });
  return rows.map(({ passwordHash, totpKey, allWorkspaces, workspaces, ...account }) => {
    const { id, name, role, issuer, createdAt, lastLoginAt, disabledAt } = account;
    return {
      ...{ id, name, role, issuer, createdAt, lastLoginAt, disabledAt },
      ...{ hasPassword: passwordHash !== null, hasSecondFactor: totpKey !== null },
      workspaces: allWorkspaces ? null : workspaces.map(({ workspaceId }) => workspaceId),
    };
  });
}
