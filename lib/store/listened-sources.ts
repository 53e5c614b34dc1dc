import { z } from 'zod';
import type { Db } from '@/lib/db';
import type { Loss } from '@/lib/sources/loss-count';
import { Prisma } from '@/prisma/generated/client';
import { isGone } from './lease-owner';

/** Sources of these kinds that somebody should listen to. */
export const listenedSources = (db: Db, kinds: readonly string[]) =>
  db.source.findMany({ where: { kind: { in: [...kinds] }, paused: false }, orderBy: { id: 'asc' } });

/** Why nothing comes in, in words; `null`: it does. */
export async function setFault(db: Db, sourceId: number, fault: string | null): Promise<void> {
  const isOther =
    fault === null ? { fault: { not: null } } : { OR: [{ fault: null }, { fault: { not: fault } }] };
  await db.source.updateMany({ where: { id: sourceId, ...isOther }, data: { fault } });
}

/** What was lost before it could be read: each with an origin of its own, since it is in no file and no batch. */
export async function recordLosses(db: Db, sourceId: number, losses: readonly Loss[]): Promise<void> {
  const rows = losses.map(({ reason, count, bytes }) => {
    const told = count > 1 ? `${count} times: ${reason}` : reason;
    return Prisma.sql`(${sourceId}::int, nextval('origin_id_seq'), 0::bigint, ${bytes}::bigint, ${told})`;
  });
  await db.$executeRaw`
    INSERT INTO source_gap (source_id, origin_id, position, bytes, reason) VALUES ${Prisma.join(rows)}`;
}

/** Who does not renew its lease for this long has lost it. */
const LEASE_MS = 20_000;

/** Takes or renews the lease of a source that one worker at a time may poll. @returns whether it is ours. */
export async function holdSource(db: Db, sourceId: number, owner: string, now: Date): Promise<boolean> {
  const lease = { leaseOwner: owner, leaseUntil: new Date(now.getTime() + LEASE_MS) };
  const isFree = { OR: [{ leaseOwner: null }, { leaseOwner: owner }, { leaseUntil: { lt: now } }] };
  const { count } = await db.source.updateMany({ where: { AND: [{ id: sourceId }, isFree] }, data: lease });
  if (count > 0) return true;
  const holder = (await db.source.findUnique({ where: { id: sourceId } }))?.leaseOwner ?? null;
  if (holder === null || !isGone(holder)) return false;
  const taken = await db.source.updateMany({ where: { id: sourceId, leaseOwner: holder }, data: lease });
  return taken.count > 0;
}

/** Says that this worker listens: of a port, several workers on several machines may. */
export async function noteListening(db: Db, sourceId: number, owner: string, now: Date): Promise<void> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  await db.source.updateMany({ where: { id: sourceId }, data: { leaseOwner: owner, leaseUntil } });
}

/** Whether another worker has said so lately. */
export async function isListenedTo(db: Db, sourceId: number, owner: string, now: Date): Promise<boolean> {
  const source = await db.source.findUnique({ where: { id: sourceId } });
  if (!source?.leaseOwner || !source.leaseUntil || source.leaseOwner === owner) return false;
  return source.leaseUntil > now && !isGone(source.leaseOwner);
}

export async function releaseSource(db: Db, sourceId: number, owner: string): Promise<void> {
  const data = { leaseOwner: null, leaseUntil: null };
  await db.source.updateMany({ where: { id: sourceId, leaseOwner: owner }, data });
}

const MailboxPosition = z.object({ numbering: z.string(), uid: z.number() });

/** How far a mailbox has been read; `null`: it has not. */
export async function mailboxPosition(db: Db, sourceId: number) {
  const { position } = await db.source.findUniqueOrThrow({
    where: { id: sourceId },
    select: { position: true },
  });
  return position === null ? null : MailboxPosition.parse(position);
}

export async function noteMailboxPosition(
  db: Db,
  sourceId: number,
  position: z.infer<typeof MailboxPosition>,
): Promise<void> {
  await db.source.update({ where: { id: sourceId }, data: { position } });
}
