import type { Prisma } from '@/prisma/generated/client';

/** Which workspaces somebody sees; null: all there are, and those to come. */
export type Membership = readonly number[] | null;

/** @returns what the workspaces are called. */
export async function putInto(
  transaction: Prisma.TransactionClient,
  accountId: number,
  membership: Membership,
): Promise<string[] | 'all'> {
  await transaction.accountWorkspace.deleteMany({ where: { accountId } });
  await transaction.account.update({
    where: { id: accountId },
    data: { allWorkspaces: membership === null },
  });
  if (membership === null) return 'all';
  const found = await transaction.workspace.findMany({ where: { id: { in: [...membership] } } });
  await transaction.accountWorkspace.createMany({
    data: found.map(({ id: workspaceId }) => ({ accountId, workspaceId })),
  });
  return found.map(({ name }) => name);
}
