import type { PoolClient } from 'pg';
import type { Prisma } from '@/prisma/generated/client';

/** Any number, as long as nothing else locks by it. */
const RULES_LOCK = 5_721_002;

/**
 * Which own rules are in force: the number of their latest change. Until the transaction ends they stay so, and
 * whoever changes them waits: what was judged by older rules is committed before the change, or not at all. Thus a
 * re-classification that begins after the change meets all of it.
 */
export async function holdRules(client: PoolClient): Promise<number> {
  // Two statements, since the second has to see what was committed while the lock was waited for; one round trip, since
  // every batch asks.
  const results = (await client.query(
    `SELECT pg_advisory_xact_lock_shared(${RULES_LOCK});
     SELECT coalesce(max(id), 0) AS version FROM reclassification`,
  )) as unknown as [unknown, { rows: [{ version: number }] }];
  return results[1].rows[0].version;
}

/** Waits for all batches that are being committed. */
export async function lockRules(transaction: Prisma.TransactionClient): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${RULES_LOCK})`;
}
