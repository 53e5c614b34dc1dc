import type { PoolClient } from 'pg';
import { redactAddresses } from '@/lib/mail/masked-address';
import type { Batch } from './batch';

/** The first few of an origin are kept to be looked at; all of them are counted with the ledger. */
const UNPARSED_KEPT = 20;

export async function keepUnparsed(
  client: PoolClient,
  { sourceId, originId, unparsed }: Batch,
): Promise<void> {
  if (unparsed.length === 0) return;
  await client.query(
    `INSERT INTO unparsed_record (source_id, origin_id, position, reason, text)
     SELECT $1, $2, * FROM unnest($3::bigint[], $4::text[], $5::text[])
      LIMIT greatest(0, $6 - (SELECT count(*) FROM unparsed_record WHERE source_id = $1 AND origin_id = $2))`,
    [
      sourceId,
      originId,
      unparsed.map(({ offset }) => offset),
      unparsed.map(({ reason }) => reason),
      unparsed.map(({ text }) => redactAddresses(text.replaceAll('\0', '\uFFFD'))),
      UNPARSED_KEPT,
    ],
  );
}
