import type { Db } from '@/lib/db';
import { type Actor, audit } from './audit';

/** A topic asks whether it may post to this source; asked once more, its newest address counts. */
export async function noteSubscription(
  db: Db,
  {
    sourceId,
    topicArn,
    subscribeUrl,
    askedAt,
  }: { sourceId: number; topicArn: string; subscribeUrl: string; askedAt: Date },
): Promise<void> {
  const asked = { subscribeUrl, askedAt, confirmedAt: null };
  await db.webhookSubscription.upsert({
    where: { sourceId_topicArn: { sourceId, topicArn } },
    create: { sourceId, topicArn, ...asked },
    update: asked,
  });
}

/** The topic has taken its leave. */
export async function dropSubscription(db: Db, sourceId: number, topicArn: string): Promise<void> {
  await db.webhookSubscription.deleteMany({ where: { sourceId, topicArn } });
}

export const noteConfirmed = (
  db: Db,
  by: Actor,
  key: { sourceId: number; topicArn: string },
  at: Date,
): Promise<void> =>
  db.$transaction(async (transaction) => {
    await transaction.webhookSubscription.update({
      where: { sourceId_topicArn: key },
      data: { confirmedAt: at },
    });
    await audit(transaction, by, 'topic.confirmed', key.topicArn, { source: key.sourceId });
  });
