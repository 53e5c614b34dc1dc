import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

/** Asks for what a read replica may not have yet: a transaction is never answered by one. */
export const fromPrimary = <Answer>(
  db: Db,
  ask: (transaction: Prisma.TransactionClient) => Promise<Answer>,
): Promise<Answer> => db.$transaction(ask);
