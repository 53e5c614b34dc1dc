import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

/** Who did it: a `Person`, as far as the log needs one. */
export interface Actor {
  id: number | null;
  name: string;
  /** The network address that asked. */
  address?: string | null;
  /** What the token begins with that was shown: its name says less, since others may be called so. */
  token?: string;
}

/** Nobody who is logged in, yet something that has to be written down: a login that failed, the command line. */
export const nobody = (name: string, address: string | null = null): Actor => ({ id: null, name, address });

/** What others than the log's readers never see goes nowhere in here: no password, no token, no recipient. */
export type AuditDetails = Record<string, string | number | boolean | null | readonly string[]>;

/**
 * Writes down who did what to whom, in the transaction that does it: a change without its line does not happen.
 * `action` is what became of the subject, as in `own-rule.created`.
 */
export async function audit(
  transaction: Prisma.TransactionClient,
  by: Actor,
  action: string,
  subject: string,
  details: AuditDetails = {},
): Promise<void> {
  await transaction.auditEntry.create({
    data: {
      accountId: by.id,
      actor: by.name,
      address: by.address ?? null,
      action,
      subject,
      details: { ...details, ...(by.token !== undefined && { token: by.token }) } as Prisma.InputJsonObject,
    },
  });
}

/** Where nothing is changed that it could be written with. */
export async function auditAlone(db: Db, ...written: AuditLine): Promise<void> {
  await db.$transaction((transaction) => audit(transaction, ...written));
}

type AuditLine = [by: Actor, action: string, subject: string, details?: AuditDetails];

/** Forgets what is older than it has to be kept; the trigger lets nothing else go. @returns how many. */
export async function pruneAudit(db: Db, before: Date): Promise<number> {
  return db.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL bounceboard.audit_retention = 'on'`;
    const { count } = await transaction.auditEntry.deleteMany({ where: { at: { lt: before } } });
    return count;
  });
}
