import type { Db } from '@/lib/db';
import { maskAddress } from '@/lib/mail/masked-address';
import { BY_HAND } from '@/lib/suppression/fault-kinds';
import { type Actor, audit } from './audit';

export interface ByHandRef {
  workspaceId: number;
  recipientHash: bigint;
}

/**
 * Sets aside all that has been held against an address: mail may be sent to it until something new happens.
 * @returns whether it was suppressed until now.
 */
export async function reinstate(
  db: Db,
  by: Actor,
  ref: ByHandRef,
  note: string,
  now: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const held = { ...ref, state: 'suppressed' };
    const [row] = await tx.suppression.updateManyAndReturn({
      where: held,
      data: {
        ...{ state: 'reinstated', reason: null, since: null, changedAt: now, stale: true },
        ...{ hand: 'reinstated', handAt: now, handBy: by.name, handNote: note },
      },
      select: { recipient: true },
    });
    if (!row) return false;
    await tx.suppressionChange.create({ data: { ...ref, at: now, state: 'reinstated', by: by.name, note } });
    await audit(tx, by, 'suppression.reinstated', row.recipient, { note });
    return true;
  });
}

export interface NewSuppression {
  address: string;
  recipientHash: bigint;
  /** null: the address is not kept. */
  sealed: string | null;
  note: string;
}

/** Suppresses an address, whatever is known of it. */
export async function suppressByHand(
  db: Db,
  by: Actor,
  workspaceId: number,
  { address, recipientHash, sealed, note }: NewSuppression,
  now: Date,
): Promise<void> {
  const key = { workspaceId, recipientHash };
  const recipient = maskAddress(address);
  const hand = {
    ...{ hand: 'suppressed', handAt: now, handBy: by.name, handNote: note },
    ...(sealed !== null && { address: sealed }),
  };
  await db.$transaction(async (tx) => {
    const known = await tx.suppression.findUnique({ where: { workspaceId_recipientHash: key } });
    if (known?.state === 'suppressed') {
      await tx.suppression.update({
        where: { workspaceId_recipientHash: key },
        data: { ...hand, stale: true },
      });
    } else {
      const begun = { state: 'suppressed', reason: BY_HAND, since: now, changedAt: now, stale: true };
      await tx.suppression.upsert({
        where: { workspaceId_recipientHash: key },
        create: {
          ...{
            ...key,
            ...hand,
            ...begun,
            recipient,
            domain: recipient.slice(recipient.lastIndexOf('@') + 1),
          },
          deliveriesKnown: true,
        },
        update: { ...hand, ...begun },
      });
      await tx.suppressionChange.create({
        data: { ...key, at: now, state: 'suppressed', reason: BY_HAND, by: by.name, note },
      });
    }
    await audit(tx, by, 'suppression.made', recipient, { note });
  });
}
