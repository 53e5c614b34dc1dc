import type { PoolClient } from 'pg';
import type { SecretBox } from '@/lib/secret-box';
import { type AddressHash, hashText } from './address-hash';

/** A day's first event of a recipient writes the row; later ones of that day find it. */
const KNOWN_TODAY = `SELECT recipient_hash::text AS hash FROM kept_address
  WHERE source_id = $1 AND recipient_hash = ANY($2::bigint[]) AND seen_on = current_date`;

/** Ordered, so that two batches of the same people wait for each other, but never in a circle. */
const KEEP = `INSERT INTO kept_address (source_id, recipient_hash, sealed)
  SELECT $1, * FROM unnest($2::bigint[], $3::text[]) ORDER BY 2
  ON CONFLICT (source_id, recipient_hash) DO UPDATE SET sealed = excluded.sealed, seen_on = excluded.seen_on`;

/**
 * Recipients in full, for installations that ask for it: sealed, found by their hash alone, and forgotten after a time
 * of their own. Whoever holds a dump of the store and not the key reads none of them.
 */
export class KeptAddresses {
  readonly #box: SecretBox;

  constructor(box: SecretBox) {
    this.#box = box;
  }

  /** Within the transaction that records the events: an event whose address is wanted never goes without it. */
  async keep(
    client: PoolClient,
    sourceId: number,
    recipients: Iterable<string>,
    hash: AddressHash,
  ): Promise<void> {
    const byHash = new Map<string, string>();
    for (const recipient of recipients) byHash.set(hashText(hash.halvesOf(recipient)!), recipient);
    if (byHash.size === 0) return;
    const { rows } = await client.query<{ hash: string }>(KNOWN_TODAY, [sourceId, [...byHash.keys()]]);
    for (const known of rows) byHash.delete(known.hash);
    if (byHash.size === 0) return;
    const sealed = [...byHash.values()].map((address) => this.#box.seal(address).sealed);
    await client.query(KEEP, [sourceId, [...byHash.keys()], sealed]);
  }
}
