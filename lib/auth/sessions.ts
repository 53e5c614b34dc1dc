import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';
import { isRole, type Visitor } from './person';
import { owesSecondFactor } from './second-factor-rule';
import { hashOfToken, newSecretToken } from './secret-token';

const MINUTE_MS = 60_000;
/** How long a session lasts: at most, and without being used. Somebody who has shown one factor of two has this long
 * for the other. */
export const SESSION_MS = {
  most: 7 * 24 * 60 * MINUTE_MS,
  idle: 12 * 60 * MINUTE_MS,
  halfway: 10 * MINUTE_MS,
};
const SEEN_EVERY_MS = MINUTE_MS;
const USER_AGENT_LENGTH = 300;

export interface Browser {
  address: string | null;
  userAgent: string | null;
}

/** Always under a new token, so that one which somebody planted before the login is worth nothing after it. */
export async function openSession(
  transaction: Prisma.TransactionClient,
  accountId: number,
  { address, userAgent }: Browser,
  now: Date,
  { isProven }: { isProven: boolean },
): Promise<string> {
  const token = newSecretToken();
  await transaction.session.create({
    data: {
      tokenHash: hashOfToken(token),
      accountId,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + (isProven ? SESSION_MS.most : SESSION_MS.halfway)),
      provenAt: isProven ? now : null,
      address,
      userAgent: userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
    },
  });
  return token;
}

export interface Arrival {
  visitor: Visitor;
  /** Their role has to have a second factor, and they have none: until they do they are here for nothing else. */
  owesSecondFactor: boolean;
}

/** Whose session it is, as the account stands now; null also for whoever owes a second factor. */
export async function visitorOf(
  db: Db,
  token: string,
  address: string | null,
  now: Date,
): Promise<Visitor | null> {
  const arrival = await arrivalOf(db, token, address, now);
  return arrival && !arrival.owesSecondFactor ? arrival.visitor : null;
}

/** The same, for where a second factor is set up. */
export async function arrivalOf(
  db: Db,
  token: string,
  address: string | null,
  now: Date,
): Promise<Arrival | null> {
  const session = await sessionOf(db, token, now);
  if (!session?.provenAt) return null;
  const { id, account } = session;
  if (!isRole(account.role))
    throw new Error(`account ${account.id} has the role ${account.role}, which is none`);
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await db.session.updateMany({ where: { id }, data: { lastSeenAt: now, address } });
  }
  const workspaces = account.allWorkspaces ? null : account.workspaces.map(({ workspaceId }) => workspaceId);
  const visitor = {
    ...{ id: account.id, name: account.name, role: account.role, address, sessionId: id },
    ...{ workspaces, inSight: workspaces },
  };
  return { visitor, owesSecondFactor: await owesSecondFactor(db, account) };
}

/** The account that has shown its password and not yet its second factor. */
export async function halfwayAccount(db: Db, token: string, now: Date) {
  const session = await sessionOf(db, token, now);
  return session && !session.provenAt ? session.account : null;
}

async function sessionOf(db: Db, token: string, now: Date) {
  const session = await db.session.findUnique({
    where: { tokenHash: hashOfToken(token) },
    include: { account: { include: { workspaces: { orderBy: { workspaceId: 'asc' } } } } },
  });
  if (!session || session.account.disabledAt) return null;
  const isOver = session.expiresAt <= now || now.getTime() - session.lastSeenAt.getTime() >= SESSION_MS.idle;
  return isOver ? null : session;
}

/** @returns whose it was. */
export async function endSession(transaction: Prisma.TransactionClient, token: string) {
  const tokenHash = hashOfToken(token);
  const session = await transaction.session.findUnique({ where: { tokenHash }, include: { account: true } });
  await transaction.session.deleteMany({ where: { tokenHash } });
  return session?.account ?? null;
}

/** All of an account's, except perhaps the one that asks for it. @returns how many. */
export async function endSessions(
  transaction: Prisma.TransactionClient,
  accountId: number,
  except: number | null = null,
): Promise<number> {
  const { count } = await transaction.session.deleteMany({
    where: { accountId, ...(except === null ? {} : { id: { not: except } }) },
  });
  return count;
}

export interface SessionRow extends Browser {
  id: number;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Where is somebody logged in? The most recently used first. */
export async function sessionsOf(db: Db, accountId: number, now: Date): Promise<SessionRow[]> {
  return db.session.findMany({
    where: {
      accountId,
      provenAt: { not: null },
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - SESSION_MS.idle) },
    },
    select: { id: true, createdAt: true, lastSeenAt: true, address: true, userAgent: true },
    orderBy: { lastSeenAt: 'desc' },
  });
}

export async function forgetOldSessions(db: Db, now: Date): Promise<void> {
  const idleSince = new Date(now.getTime() - SESSION_MS.idle);
  await db.session.deleteMany({
    where: { OR: [{ expiresAt: { lte: now } }, { lastSeenAt: { lte: idleSince } }] },
  });
}
