import type { Prisma } from '@/prisma/generated/client';

/**
 * Takes what a source's mail has shown about addresses along with it, into another workspace. The faults are taken up
 * there as if they were new, and whoever is left without them here is decided on anew, both in the next round; an
 * address that nothing here asks for any more is not kept here. The source has been moved already. Faults are locked
 * before suppressions, and these in the order of their keys, as the rounds do it.
 */
export async function moveFaults(
  transaction: Prisma.TransactionClient,
  sourceId: number,
  { from, to }: { from: number; to: number },
): Promise<void> {
  // By itself, so that what a round has just taken up is seen by what follows.
  await transaction.$executeRaw`
    SELECT FROM recipient_fault WHERE source_id = ${sourceId} ORDER BY origin_id, position, at FOR UPDATE`;
  await transaction.$executeRaw`
    SELECT FROM suppression WHERE workspace_id IN (${from}, ${to}) ORDER BY workspace_id, recipient_hash FOR UPDATE`;
  await transaction.$executeRaw`
    UPDATE recipient_fault f SET weighed = false,
      address = coalesce(f.address, (SELECT p.address FROM suppression p
                                      WHERE p.workspace_id = ${from} AND p.recipient_hash = f.recipient_hash))
     WHERE f.source_id = ${sourceId}`;
  // What somebody suppressed by hand stands by itself, and so does its address.
  await transaction.$executeRaw`
    UPDATE suppression p SET stale = true,
      address = CASE WHEN p.hand = 'suppressed'
        OR EXISTS (SELECT FROM recipient_fault f JOIN source s ON s.id = f.source_id
                    WHERE f.recipient_hash = p.recipient_hash AND s.workspace_id = ${from}) THEN p.address END
     WHERE p.workspace_id = ${from}
       AND p.recipient_hash IN (SELECT recipient_hash FROM recipient_fault WHERE source_id = ${sourceId})`;
  // Its deliveries are news there, whatever days they are of.
  await transaction.$executeRaw`
    UPDATE suppression SET deliveries_known = false, deliveries_sought_by = NULL WHERE workspace_id = ${to}`;
}
