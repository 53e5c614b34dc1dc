import type { Delivery, Outgoing } from '@/lib/channels/channel';
import { Notice } from '@/lib/channels/notice';
import type { Db } from '@/lib/db';
import type { GuardedClient } from '@/lib/outgoing/guarded-client';
import type { SecretBox } from '@/lib/secret-box';
import { workspaceStore } from '@/lib/store/workspace-stores';
import type { Prisma } from '@/prisma/generated/client';
import { kindOf, openSettings } from './channel-settings';
import { incidentNotice, type NoticeContext } from './incident-notice';
import { dropOutdated, keepNotice, type Settled, settle, type Taken, takeDue } from './outbox';
import { waitBeforeRetry } from './retry';
import { testNotice } from './test-notice';

export interface Delivering {
  db: Db;
  box: SecretBox;
  http: GuardedClient;
  context: NoticeContext;
  now(): Date;
  /** From 0 to 1. */
  chance(): number;
}

/** What became of a message, for the log. */
export interface Delivered {
  notificationId: bigint;
  channel: string;
  outcome: Delivery['outcome'];
  fault: string | null;
}

/**
 * Delivers what is due next to a channel. A worker that dies before the message is sent leaves it to be sent later; one
 * that dies between sending it and writing that down leaves it to be sent again: at least once, and always under the
 * same id, by which receivers that can tell know it.
 * @returns `null`: nothing is due.
 */
export async function deliverNext(delivering: Delivering, channelId: number): Promise<Delivered | null> {
  const { db } = delivering;
  await dropOutdated(db, channelId, delivering.now());
  const taken = await takeDue(db, channelId, delivering.now());
  if (!taken) return null;
  const channel = await db.channel.findUniqueOrThrow({ where: { id: channelId } });
  const delivery = await send(delivering, taken, channel);
  const now = delivering.now();
  await settle(db, taken, settledBy(delivery, taken, now, delivering.chance()));
  if (delivery.outcome === 'broken') await markBroken(db, channel, delivery.fault);
  if (delivery.outcome === 'sent' && channel.fault !== null) await markRepaired(db, channel);
  const fault = delivery.outcome === 'sent' ? null : delivery.fault;
  return { notificationId: taken.id, channel: channel.name, outcome: delivery.outcome, fault };
}

type Channel = Prisma.ChannelModel;

async function send(delivering: Delivering, taken: Taken, channel: Channel): Promise<Delivery> {
  let settings: Record<string, unknown>;
  try {
    settings = openSettings(channel, delivering.box);
  } catch (error) {
    return { outcome: 'broken', fault: (error as Error).message };
  }
  try {
    const notice = await noticeOf(delivering, taken, channel);
    const out: Outgoing = { http: delivering.http, now: delivering.now() };
    return await kindOf(channel.kind).send(settings, notice, out);
  } catch (error) {
    // Ours: the store that does not answer, or a defect. The next try may do better.
    return { outcome: 'later', fault: (error as Error).message, retryAfterMs: null };
  }
}

/** Put into words once, and written down before it is sent. */
async function noticeOf(
  { db, context, now }: Delivering,
  taken: Taken,
  { workspaceId }: Channel,
): Promise<Notice> {
  if (taken.notice !== null) return Notice.parse(taken.notice);
  const { incidentId } = taken;
  const notice =
    incidentId === null
      ? testNotice(taken, context, now())
      : await incidentNotice(await workspaceStore(db, workspaceId), { ...taken, incidentId }, context, now());
  await keepNotice(db, taken, notice);
  return notice;
}

function settledBy(delivery: Delivery, { reason, attempts }: Taken, now: Date, chance: number): Settled {
  switch (delivery.outcome) {
    case 'sent':
      return { state: 'sent', sentAt: now, answer: delivery.answer };
    case 'refused':
      return { state: 'failed', fault: delivery.fault };
    case 'broken':
      // Told when the channel works again, if it is still so; a test has said what there was to say.
      if (reason === 'test') return { state: 'failed', fault: delivery.fault };
      return { state: 'waiting', dueAt: now, fault: delivery.fault };
    case 'later': {
      const wait = waitBeforeRetry(attempts, delivery.retryAfterMs, chance);
      if (wait === null || reason === 'test') return { state: 'failed', fault: delivery.fault };
      return { state: 'waiting', dueAt: new Date(now.getTime() + wait), fault: delivery.fault };
    }
  }
}

/** Visibly out of order, unless somebody has changed it while the message was under way. */
async function markBroken(db: Db, { id, settings }: Channel, fault: string): Promise<void> {
  await db.channel.updateMany({
    where: { id, settings: { equals: settings as Prisma.InputJsonObject } },
    data: { enabled: false, fault },
  });
}

/** Somebody tried it out, and it works. */
async function markRepaired(db: Db, { id, fault }: Channel): Promise<void> {
  await db.channel.updateMany({ where: { id, fault }, data: { enabled: true, fault: null } });
}
