import type { Db } from '@/lib/db';
import { waitingSubscriptions } from '@/lib/queries/waiting-subscriptions';
import type { Actor } from '@/lib/store/audit';
import { noteConfirmed } from '@/lib/store/webhook-subscriptions';
import { amazonAddress } from '@/lib/webhooks/ses';

/** Asks for an address, following nothing that it refers to. @throws where it does not answer with success. */
export type GetAddress = (url: URL) => Promise<unknown>;

/**
 * Says yes to the topics that ask to post to this source, as the operator decided. The address was signed by Amazon
 * when it came, and is looked at once more before it is asked for.
 * @returns the topics that were confirmed.
 */
export async function confirmSubscriptions(
  db: Db,
  by: Actor,
  get: GetAddress,
  sourceId: number,
  now: Date,
): Promise<string[]> {
  const confirmed: string[] = [];
  for (const { topicArn, subscribeUrl } of await waitingSubscriptions(db, sourceId)) {
    await get(amazonAddress(subscribeUrl));
    await noteConfirmed(db, by, { sourceId, topicArn }, now);
    confirmed.push(topicArn);
  }
  return confirmed;
}
