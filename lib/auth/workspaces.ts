import { createDefaultRules } from '@/lib/alerts/store';
import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import { MEMBER_ROLE, memberRoleSql, ONE_WORKSPACE } from '@/lib/store/member-role';
import { moveFaults } from '@/lib/store/move-faults';
import type { Prisma } from '@/prisma/generated/client';
import { changingAccounts, type Fault, type Made } from './accounts';
import type { Visitor } from './person';

const DEFAULT_WORKSPACE = 1;
const LONGEST = 60;

export interface WorkspaceRow {
  id: number;
  name: string;
  sources: number;
  /** Accounts that see it without seeing all. */
  members: number;
}

/** Which workspaces are there? */
export async function workspaceList(db: Db): Promise<WorkspaceRow[]> {
  const rows = await db.workspace.findMany({
    orderBy: { id: 'asc' },
    include: { _count: { select: { sources: true, members: true } } },
  });
  return rows.map(({ id, name, _count }) => ({ id, name, ..._count }));
}

/** Between which may somebody choose? */
export const workspacesOf = (db: Db, { workspaces }: Visitor): Promise<{ id: number; name: string }[]> =>
  db.workspace.findMany({
    where: workspaces === null ? {} : { id: { in: [...workspaces] } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });

/**
 * Makes a workspace, with the rules that come with the product. With the second one people begin to be limited: whoever
 * does not administer stays where everything was until then, and is put into another by hand.
 */
export async function createWorkspace(db: Db, by: Actor, given: string): Promise<Made<number>> {
  const name = given.trim();
  const fault = faultOfName(name) ?? (await faultOfLimits(db));
  if (fault) return { fault };
  return changingAccounts(db, async (transaction): Promise<Made<number>> => {
    if (await transaction.workspace.findUnique({ where: { name } })) return { fault: TAKEN };
    const isSecond = (await transaction.workspace.count({ where: { isSample: false } })) === 1;
    const { id } = await transaction.workspace.create({ data: { name } });
    await createDefaultRules(transaction, id);
    const kept = isSecond ? await keepWhereTheyAre(transaction) : 0;
    await audit(transaction, by, 'workspace.created', name, { id, ...(isSecond && { limited: kept }) });
    return { made: id };
  });
}

export async function renameWorkspace(db: Db, by: Actor, id: number, given: string): Promise<Fault | null> {
  const name = given.trim();
  const fault = faultOfName(name);
  if (fault) return fault;
  return changingAccounts(db, async (transaction) => {
    const known = await transaction.workspace.findUnique({ where: { id } });
    if (!known) return 'this workspace is gone';
    if (known.name === name) return null;
    if (await transaction.workspace.findUnique({ where: { name } })) return TAKEN;
    await transaction.workspace.update({ where: { id }, data: { name } });
    await audit(transaction, by, 'workspace.renamed', name, { id, from: known.name });
    return null;
  });
}

/** With all that it has brought. Alerts and suppressions count it where it is from the next round on. */
export async function moveSource(
  db: Db,
  by: Actor,
  { sourceId, workspaceId }: { sourceId: number; workspaceId: number },
): Promise<Fault | null> {
  return changingAccounts(db, async (transaction) => {
    const source = await transaction.source.findUnique({
      where: { id: sourceId },
      include: { workspace: true },
    });
    const to = await transaction.workspace.findUnique({ where: { id: workspaceId } });
    if (!source || !to) return 'this source or this workspace is gone';
    if (source.workspaceId === to.id) return null;
    if (to.isSample || source.workspace.isSample) return 'sample data is kept apart, and goes as a whole';
    await transaction.source.update({ where: { id: sourceId }, data: { workspaceId } });
    await moveFaults(transaction, sourceId, { from: source.workspaceId, to: workspaceId });
    await audit(transaction, by, 'source.moved', source.name, { from: source.workspace.name, to: to.name });
    return null;
  });
}

const TAKEN: Fault = 'another workspace is called so';

const faultOfName = (name: string): Fault | null =>
  name.length > 0 && name.length <= LONGEST && !/\p{Cc}/u.test(name) ? null : `one to ${LONGEST} characters`;

/** Whether this store can limit anybody: without the role, whoever is put into a workspace could see nothing at all. */
export async function faultOfLimits(db: Db): Promise<Fault | null> {
  const [found] = await db.$queryRaw<{ user: string; isReady: boolean; isDistributed: boolean }[]>`
    SELECT u.rolname AS "user", EXISTS (SELECT FROM pg_constraint WHERE conname = ${ONE_WORKSPACE}) AS "isDistributed",
      coalesce(u.rolsuper OR pg_has_role(u.oid, r.oid, 'MEMBER'), false)
      AND coalesce(has_table_privilege(r.oid, 'source', 'SELECT'), false) AS "isReady"
    FROM pg_roles u LEFT JOIN pg_roles r ON r.rolname = ${MEMBER_ROLE} WHERE u.rolname = current_user`;
  if (found?.isDistributed) return 'a store that is distributed over several servers has one workspace';
  if (found?.isReady) return null;
  const sql = memberRoleSql(found?.user ?? '');
  return `the database lacks the role that limits people: have its administrator run “${sql}”, then run “bounceboard migrate”`;
}

/** @returns how many accounts see the first workspace alone from now on. */
async function keepWhereTheyAre(transaction: Prisma.TransactionClient): Promise<number> {
  const limited = await transaction.account.updateManyAndReturn({
    where: { role: { not: 'administrator' }, allWorkspaces: true },
    data: { allWorkspaces: false },
    select: { id: true },
  });
  await transaction.accountWorkspace.createMany({
    data: limited.map(({ id }) => ({ accountId: id, workspaceId: DEFAULT_WORKSPACE })),
  });
  await transaction.accountLink.updateMany({
    where: { purpose: 'invite', role: { not: 'administrator' }, workspaceId: null },
    data: { workspaceId: DEFAULT_WORKSPACE },
  });
  // Whoever holds a secret link was shown what there was: no more of it comes to be seen by it.
  await transaction.shareLink.updateMany({
    where: { showsAll: true },
    data: { showsAll: false, workspaces: [DEFAULT_WORKSPACE] },
  });
  return limited.length;
}
