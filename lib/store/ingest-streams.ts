import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';
import { isGone } from './lease-owner';
import { LEASE_SECONDS } from './ledger';

/** The batches of one source and format. */
export interface StreamKey {
  sourceId: number;
  format: string;
}

/** Where the stream's parser stands, if nobody else reads it now. */
export async function takeStream(db: Db, { sourceId, format }: StreamKey, owner: string, now: Date) {
  await db.ingestStream.createMany({ data: [{ sourceId, format }], skipDuplicates: true });
  const find = () => db.ingestStream.findUniqueOrThrow({ where: { sourceId_format: { sourceId, format } } });
  const take = async (from: Prisma.IngestStreamWhereInput) => {
    const lease = { leaseOwner: owner, leaseUntil: new Date(now.getTime() + LEASE_SECONDS * 1000) };
    const where = { AND: [{ sourceId, format }, from] };
    return (await db.ingestStream.updateMany({ where, data: lease })).count > 0;
  };
  const isFree = { OR: [{ leaseOwner: null }, { leaseOwner: owner }, { leaseUntil: { lt: now } }] };
  if (await take(isFree)) return find();
  const { leaseOwner } = await find();
  return leaseOwner !== null && isGone(leaseOwner) && (await take({ leaseOwner })) ? find() : null;
}

export async function returnStream(db: Db, { sourceId, format }: StreamKey, owner: string): Promise<void> {
  await db.ingestStream.updateMany({
    where: { sourceId, format, leaseOwner: owner },
    data: { leaseOwner: null, leaseUntil: null },
  });
}
