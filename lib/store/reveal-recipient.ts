import type { Db } from '@/lib/db';
import type { SecretBox } from '@/lib/secret-box';
import { type Actor, audit } from './audit';

/** Which event. */
export interface RevealedEvent {
  sourceId: number;
  originId: bigint;
  position: bigint;
  at: Date;
}

/** What came of asking. `absent`: there is no such event, or it names nobody. `not-kept`: its address was not kept. */
export type Revealed = { address: string } | { refusal: 'absent' | 'not-kept' };

/**
 * The whole address of an event's recipient, where addresses are kept. Who looked, at whose address and for which
 * event is written down first, and nothing is shown where that fails; the address itself is not written there.
 */
export async function revealRecipient(
  db: Db,
  box: SecretBox,
  by: Actor,
  { sourceId, originId, position, at }: RevealedEvent,
): Promise<Revealed> {
  return db.$transaction(async (transaction) => {
    const event = await transaction.event.findFirst({
      where: { sourceId, originId, position, at },
      select: { recipient: true, recipientHash: true },
    });
    if (!event?.recipientHash) return { refusal: 'absent' };
    const kept = await transaction.keptAddress.findUnique({
      where: { sourceId_recipientHash: { sourceId, recipientHash: event.recipientHash } },
    });
    if (!kept) return { refusal: 'not-kept' };
    const address = box.open({ sealed: kept.sealed });
    await audit(transaction, by, 'recipient.revealed', event.recipient ?? '', {
      source: sourceId,
      origin: String(originId),
      position: String(position),
    });
    return { address };
  });
}
