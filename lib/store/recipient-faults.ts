import type { PoolClient } from 'pg';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import type { Verdict } from '@/lib/mail/verdict';
import { faultKindOf } from '@/lib/suppression/fault-kinds';
import { type Hash64, hashText } from './address-hash';
import type { SealAddress } from './address-seal';
import type { EventRow } from './event-copy';

type FaultRow = Pick<
  EventRow,
  'originId' | 'position' | 'at' | 'labelSetId' | 'messageIdHash' | 'diagnostic'
> & {
  recipientHash: Hash64;
  kind: string;
  /** Masked. */
  recipient: string;
  /** Sealed; null: it is not to be kept. */
  address: string | null;
};

/**
 * The events of a batch that speak against their recipients' addresses. They are written with the events, in one
 * transaction: once, as the events are. Each is a row of its own, so that batches never wait for one another here, and
 * deliveries, which are nearly all events, write nothing at all.
 */
export class RecipientFaults {
  readonly #faults: FaultRow[] = [];
  readonly #sealAddress: SealAddress | null;

  constructor(sealAddress: SealAddress | null) {
    this.#sealAddress = sealAddress;
  }

  add(
    { outcome, feedbackType, recipient }: DeliveryEvent,
    { category, action }: Verdict,
    row: EventRow,
  ): void {
    const { recipientHash, recipient: masked } = row;
    if (row.diagnostic === null || !recipient || !recipientHash || masked === null) return;
    const kind = faultKindOf({ outcome, category, action, feedbackType });
    if (!kind) return;
    this.#faults.push({
      ...{ originId: row.originId, position: row.position, at: row.at, labelSetId: row.labelSetId },
      ...{ messageIdHash: row.messageIdHash, diagnostic: row.diagnostic },
      ...{ recipientHash, kind: kind.id, recipient: masked, address: this.#sealAddress?.(recipient) ?? null },
    });
  }

  async write(client: PoolClient, sourceId: number): Promise<void> {
    const faults = this.#faults;
    if (faults.length === 0) return;
    await client.query(WRITE, [
      sourceId,
      faults.map(({ originId }) => originId),
      faults.map(({ position }) => position),
      faults.map(({ at }) => at),
      faults.map(({ recipientHash }) => hashText(recipientHash)),
      faults.map(({ kind }) => kind),
      faults.map(({ labelSetId }) => labelSetId),
      faults.map(({ messageIdHash }) => messageIdHash && hashText(messageIdHash)),
      faults.map(({ recipient }) => withoutNul(recipient)),
      faults.map(({ diagnostic }) => diagnostic && withoutNul(diagnostic)),
      faults.map(({ address }) => address),
    ]);
  }
}

/** Times go as numbers: the driver writes a date ten times slower, and there may be thousands. */
const WRITE = `INSERT INTO recipient_fault (source_id, origin_id, position, at, recipient_hash, kind, label_set_id,
    message_id_hash, recipient, diagnostic, address)
  SELECT $1, origin_id, position, to_timestamp(at_ms / 1000), recipient_hash, kind, label_set_id, message_id_hash, recipient,
    diagnostic, address
    FROM unnest($2::bigint[], $3::bigint[], $4::float8[], $5::bigint[], $6::text[], $7::int[], $8::bigint[], $9::text[],
      $10::text[], $11::text[])
      AS fault (origin_id, position, at_ms, recipient_hash, kind, label_set_id, message_id_hash, recipient, diagnostic, address)`;

/** PostgreSQL stores no NUL in text. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD');
