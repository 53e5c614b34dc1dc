import type { Db } from '@/lib/db';

/**
 * Forgets what once spoke against recipients and has led to nothing, and recipients of whom nothing newer is known. What
 * a suppression rests on is kept as long as it stands. @returns how many rows.
 */
export async function forgetFaults(db: Db, before: Date): Promise<number> {
  const faults = await db.$executeRaw`
    DELETE FROM recipient_fault f USING source s
     WHERE s.id = f.source_id AND f.weighed AND f.at < ${before}::timestamptz
       AND NOT EXISTS (SELECT FROM suppression p WHERE p.workspace_id = s.workspace_id
                          AND p.recipient_hash = f.recipient_hash AND (p.state = 'suppressed' OR p.stale))`;
  const watched = await db.$executeRaw`
    WITH held AS (
      SELECT workspace_id, recipient_hash FROM suppression
       WHERE state = 'watched' AND NOT stale AND coalesce(last_fault_at, changed_at) < ${before}::timestamptz
       ORDER BY 1, 2 FOR UPDATE
    )
    DELETE FROM suppression p USING held
     WHERE p.workspace_id = held.workspace_id AND p.recipient_hash = held.recipient_hash`;
  return faults + watched;
}

/** Takes out the addresses that were kept while they were to be. @returns how many. */
export async function forgetSuppressedAddresses(db: Db): Promise<number> {
  const faults = await db.$executeRaw`
    WITH held AS (
      SELECT source_id, origin_id, position, at FROM recipient_fault WHERE address IS NOT NULL
       ORDER BY 1, 2, 3, 4 FOR UPDATE
    )
    UPDATE recipient_fault f SET address = NULL FROM held
     WHERE f.source_id = held.source_id AND f.origin_id = held.origin_id AND f.position = held.position
       AND f.at = held.at`;
  const suppressions = await db.$executeRaw`
    WITH held AS (
      SELECT workspace_id, recipient_hash FROM suppression WHERE address IS NOT NULL ORDER BY 1, 2 FOR UPDATE
    )
    UPDATE suppression p SET address = NULL FROM held
     WHERE p.workspace_id = held.workspace_id AND p.recipient_hash = held.recipient_hash`;
  return faults + suppressions;
}
