import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import type { Prisma } from '@/prisma/generated/client';

/** Puts a test into the outbox: it takes the way that everything takes. @returns its id. */
export function queueTest(db: Db, by: Actor, channelId: number, now: Date): Promise<bigint> {
  return db.$transaction(async (transaction) => {
    const { name } = await transaction.channel.findUniqueOrThrow({ where: { id: channelId } });
    const { id } = await transaction.notification.create({
      data: { channelId, about: `test-${randomUUID()}`, reason: 'test', dueAt: now },
    });
    await audit(transaction, by, 'channel.tested', name, { id: channelId });
    return id;
  });
}

/** Sends again what was said before, word for word and under the same id: a receiver that has it can tell.
 * @returns false where it was never said. */
export function queueReplay(db: Db, by: Actor, notificationId: bigint, now: Date): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const said = await transaction.notification.findUnique({
      where: { id: notificationId },
      include: { channel: true },
    });
    if (!said || said.notice === null || said.state === 'waiting') return false;
    const { channelId, incidentId, channel } = said;
    await transaction.notification.create({
      data: {
        ...{ channelId, incidentId, about: `replay-${randomUUID()}`, reason: 'replay', dueAt: now },
        notice: said.notice as Prisma.InputJsonObject,
      },
    });
    await audit(transaction, by, 'notification.replayed', channel.name, { id: Number(notificationId) });
    return true;
  });
}
