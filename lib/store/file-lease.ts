import type { Db } from '@/lib/db';
import type { FileGeneration, Prisma } from '@/prisma/generated/client';
import { type GenerationRef, generationById } from './file-generations';
import { isGone } from './lease-owner';
import { LEASE_SECONDS } from './ledger';

/** The generation, if nobody else reads it now. */
export async function takeLease(
  db: Db,
  ref: GenerationRef,
  owner: string,
  now: Date,
): Promise<FileGeneration | null> {
  const { sourceId, generationId } = ref;
  const take = async (from: Prisma.FileGenerationWhereInput): Promise<FileGeneration | null> => {
    const lease = { leaseOwner: owner, leaseUntil: new Date(now.getTime() + LEASE_SECONDS * 1000) };
    const where = { AND: [{ sourceId, id: generationId }, from] };
    const [taken] = await db.fileGeneration.updateManyAndReturn({ where, data: lease });
    return taken ?? null;
  };
  const isFree = { OR: [{ leaseOwner: null }, { leaseOwner: owner }, { leaseUntil: { lt: now } }] };
  const taken = await take(isFree);
  if (taken) return taken;
  const { leaseOwner } = await generationById(db, ref);
  return leaseOwner !== null && isGone(leaseOwner) ? take({ leaseOwner }) : null;
}

export async function returnLease(
  db: Db,
  { sourceId, generationId }: GenerationRef,
  owner: string,
  fault: string | null,
): Promise<void> {
  await db.fileGeneration.updateMany({
    where: { sourceId, id: generationId, leaseOwner: owner },
    data: { leaseOwner: null, leaseUntil: null, fault },
  });
}
