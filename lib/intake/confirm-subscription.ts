import type { Db } from '@/lib/db';
import { waitingSubscriptions } from '@/lib/queries/waiting-subscriptions';
import type { Actor } from '@/lib/store/audit';
import { noteConfirmed } from '@/lib/store/webhook-subscriptions';
import { amazonAddress } from '@/lib/webhooks/ses';

/** Asks for an address, following nothing that it refers to. @throws where it does not answer with success. */
export type GetAddress = (url: URL) => Promise<unknown>;

/** The address that a topic gave was not to be had: SNS can ask once more, with another. */
export class SubscriptionUnconfirmed extends Error {
  constructor(fault: unknown) {
    const why = fault instanceof Error ? fault.message : String(fault);
    super(`${why}: let SNS ask once more (Request confirmation), then try again.`, { cause: fault });
  }
}

/**
 * Says yes to the topics that ask to post to this source, as the operator decided. The address was signed by Amazon
 * when it came, and is looked at once more before it is asked for.
 * @returns the topics that were confirmed.
 * @throws SubscriptionUnconfirmed at the first that cannot be; those before it are.
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
    try {
      await get(amazonAddress(subscribeUrl));
    } catch (fault) {
      throw new SubscriptionUnconfirmed(fault);
    }
    await noteConfirmed(db, by, { sourceId, topicArn }, now);
    confirmed.push(topicArn);
  }
  return confirmed;
}
