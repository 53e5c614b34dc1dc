import { type Actor, audit } from '@/lib/store/audit';
import { Prisma } from '@/prisma/generated/client';

/** For somebody who has lost it. */
export async function removeSecondFactor(
  transaction: Prisma.TransactionClient,
  by: Actor,
  account: { id: number; name: string },
): Promise<void> {
  await transaction.account.update({
    where: { id: account.id },
    data: { totpKey: Prisma.DbNull, totpStep: null },
  });
  await transaction.recoveryCode.deleteMany({ where: { accountId: account.id } });
  await audit(transaction, by, 'account.second-factor-removed', account.name);
}
