import type { Db } from '@/lib/db';

/** The SNS topics that ask whether they may post to a source, and have had no answer yet. */
export const waitingSubscriptions = (db: Db, sourceId: number) =>
  db.webhookSubscription.findMany({
    where: { sourceId, confirmedAt: null },
    select: { topicArn: true, subscribeUrl: true, askedAt: true },
    orderBy: { askedAt: 'asc' },
  });
