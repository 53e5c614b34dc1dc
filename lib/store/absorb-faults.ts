import type { Db } from '@/lib/db';

/** Faults taken up in one transaction. */
const BATCH = 5_000;

/** Takes up the faults that are new: their recipients are to be decided on. @returns how many. */
export async function absorbFaults(db: Db): Promise<number> {
  let absorbed = 0;
  for (;;) {
    const taken = await absorbBatch(db);
    absorbed += taken;
    if (taken < BATCH) return absorbed;
  }
}

/**
 * Faults that others have in hand are left to them. The address goes from the fault to the suppression, so that it is
 * kept once. A fault from before the first one that was known asks for the deliveries since to be looked for.
 */
async function absorbBatch(db: Db): Promise<number> {
  return db.$transaction(async (tx) => {
    const taken = await tx.$queryRaw<unknown[]>`
      WITH fresh AS (
        SELECT f.source_id, f.origin_id, f.position, f.at, f.recipient_hash, f.recipient, f.address
          FROM recipient_fault f WHERE NOT f.weighed
         ORDER BY f.source_id, f.origin_id, f.position, f.at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      ), marked AS (
        UPDATE recipient_fault f SET weighed = true, address = NULL FROM fresh
         WHERE f.source_id = fresh.source_id AND f.origin_id = fresh.origin_id AND f.position = fresh.position
           AND f.at = fresh.at
      ), absorbed AS (
        INSERT INTO suppression (workspace_id, recipient_hash, recipient, domain, address, state, first_fault_at, stale)
        SELECT s.workspace_id, fresh.recipient_hash, min(fresh.recipient),
               split_part(min(fresh.recipient), '@', 2), max(fresh.address), 'watched', min(fresh.at), true
          FROM fresh JOIN source s ON s.id = fresh.source_id
         GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (workspace_id, recipient_hash) DO UPDATE SET
          stale = true,
          address = coalesce(suppression.address, excluded.address),
          deliveries_known = suppression.deliveries_known
            AND suppression.first_fault_at IS NOT NULL AND excluded.first_fault_at >= suppression.first_fault_at,
          deliveries_sought_by = CASE WHEN excluded.first_fault_at >= suppression.first_fault_at
            THEN suppression.deliveries_sought_by END,
          first_fault_at = least(suppression.first_fault_at, excluded.first_fault_at)
      )
      SELECT source_id FROM fresh`;
    return taken.length;
  });
}
