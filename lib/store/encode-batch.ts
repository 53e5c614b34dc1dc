import { countedOutcome } from '@/lib/mail/counted-outcome';
import { isFailure } from '@/lib/mail/delivery-event';
import { maskAddress, redactAddresses } from '@/lib/mail/masked-address';
import type { AddressHash } from './address-hash';
import type { SealAddress } from './address-seal';
import type { Batch } from './batch';
import { DelayTally } from './delay-rollups';
import { EventCopy, type EventRow } from './event-copy';
import type { Known } from './known-events';
import { RecipientFaults } from './recipient-faults';
import { RollupTally } from './rollups';

/** What has been found out of the events of a batch, in their order. */
export interface Resolved {
  origins: Float64Array;
  labelSetIds: Int32Array;
  mxHostIds: Int32Array;
  known: Known;
}

/** What a batch adds to each table, from one walk through its events. */
export function encodeBatch(
  batch: Batch,
  { origins, labelSetIds, mxHostIds, known }: Resolved,
  hash: AddressHash,
  sealAddress: SealAddress | null,
) {
  const copy = new EventCopy(batch.sourceId);
  const tally = new RollupTally();
  const faults = new RecipientFaults(sealAddress);
  const delays = new DelayTally();
  let watermark = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < batch.events.length; i++) {
    const event = batch.events[i]!;
    const { at, position, delayMs, queueId, recipient } = event;
    if (at > watermark) watermark = at;
    if (known.events.has(i)) continue;
    const labelSetId = labelSetIds[i]!;
    tally.add(at, labelSetId);
    if (delayMs !== null && countedOutcome(event) === 'delivered')
      delays.add(at, batch.verdicts[i]!.provider, delayMs);
    const row: EventRow = {
      originId: origins[i]!,
      position,
      at,
      labelSetId,
      mxHostId: mxHostIds[i]!,
      delayMs,
      recipientHash: hash.halvesOf(recipient),
      messageIdHash: hash.halvesOf(event.messageId),
      recipient: recipient && maskAddress(recipient),
      queueId,
      diagnostic: isFailure(event.outcome) ? redactAddresses(event.diagnostic ?? '') : null,
      bounceKey: known.bounceKeys.get(i) ?? null,
    };
    copy.add(row);
    faults.add(event, batch.verdicts[i]!, row);
  }
  return { copy, tally, delays, watermark, faults };
}
