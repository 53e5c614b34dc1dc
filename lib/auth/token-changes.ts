import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import { issueToken, type NewToken, revokeToken } from './tokens';

/** Makes a token and writes down that it was made. It is told here and never again. */
export async function issueTokenFor(
  db: Db,
  by: Actor,
  wanted: Omit<NewToken, 'createdBy'>,
): Promise<{ id: number; token: string }> {
  return db.$transaction(async (transaction) => {
    const issued = await issueToken(transaction, { ...wanted, createdBy: by.name });
    await audit(transaction, by, 'token.issued', wanted.name, {
      id: issued.id,
      scopes: wanted.scopes,
      sourceId: wanted.sourceId,
      expiresAt: wanted.expiresAt?.toISOString() ?? null,
    });
    return issued;
  });
}

export async function revokeTokenFor(db: Db, by: Actor, id: number, now: Date): Promise<void> {
  await db.$transaction(async (transaction) => {
    const token = await transaction.apiToken.findUnique({ where: { id } });
    if (token && (await revokeToken(transaction, id, now)))
      await audit(transaction, by, 'token.revoked', token.name, { id });
  });
}
