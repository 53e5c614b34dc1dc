import type { PoolClient } from 'pg';
import { type Batch, type InboxLedger, LedgerConflict } from './batch';

/** A reader that does not commit for this long has lost its file to whoever asks next. */
export const LEASE_SECONDS = 60;

/**
 * Moves the ledger of each batch, on which its events count that are not known from elsewhere. Not a row: the same records
 * have been committed before.
 */
export async function moveLedgers(
  client: PoolClient,
  batches: readonly Batch[],
  sheet: { recordedOf(originId: number): number },
): Promise<void> {
  const recorded = batches.map(({ originId }) => sheet.recordedOf(originId));
  const inbox = batches.filter(isOfInbox);
  if (inbox.length === batches.length) return finishInbox(client, inbox, recorded);
  for (const [i, batch] of batches.entries()) await moveFile(client, batch, recorded[i]!);
}

const isOfInbox = (batch: Batch): batch is InboxBatch => batch.ledger.kind === 'inbox';
type InboxBatch = Batch & { ledger: InboxLedger };

async function moveFile(client: PoolClient, batch: Batch, recorded: number): Promise<void> {
  const { sourceId, originId, ledger, records } = batch;
  if (ledger.kind !== 'file') throw new Error('files and batches of the inbox are not recorded together');
  const { rowCount } = await client.query(
    `UPDATE file_generation SET events = events + $3, context_count = context_count + $4,
       ignored_count = ignored_count + $5, unparsed_count = unparsed_count + $6, event_records = event_records + $7,
       position = $9, parser_state = $10, tail_hash = $13, fault = NULL, updated_at = now(),
       lease_until = now() + make_interval(secs => $12)
     WHERE source_id = $1 AND id = $2 AND position = $8 AND lease_owner = $11`,
    [
      ...[sourceId, originId, recorded, records.context, records.ignored, records.unparsed, records.event],
      ...[ledger.from, ledger.to, ledger.parserState, ledger.leaseOwner, LEASE_SECONDS, ledger.tailHash],
    ],
  );
  if (rowCount !== 1) throw new LedgerConflict(batch);
}

/** The batches of a stream follow each other: it moves from where the first was read to where the last one ends. */
async function finishInbox(
  client: PoolClient,
  batches: readonly InboxBatch[],
  recorded: number[],
): Promise<void> {
  const [first, last] = [batches[0]!, batches.at(-1)!];
  const { parserState, leaseOwner, format, to } = last.ledger;
  const count = (of: (records: Batch['records']) => number) => batches.map(({ records }) => of(records));
  const { rowCount } = await client.query(
    `WITH moved AS (
       UPDATE ingest_stream SET position = $4, parser_state = $5, updated_at = now(),
         lease_until = now() + make_interval(secs => $7)
       WHERE source_id = $1 AND format = $2 AND position = $3 AND lease_owner = $6
       RETURNING source_id
     )
     UPDATE ingest_batch b SET state = 'done', position = n.position, fault = NULL, finished_at = now(),
       events = b.events + n.events,
       context_count = b.context_count + n.context, ignored_count = b.ignored_count + n.ignored,
       unparsed_count = b.unparsed_count + n.unparsed, event_records = b.event_records + n.records
     FROM unnest($8::bigint[], $9::int[], $10::int[], $11::int[], $12::int[], $13::int[], $14::bigint[])
       AS n (id, events, context, ignored, unparsed, records, position)
     WHERE b.source_id = $1 AND b.id = n.id AND b.state = 'received' AND EXISTS (SELECT FROM moved)`,
    [
      ...[first.sourceId, format, first.ledger.from, to, parserState, leaseOwner, LEASE_SECONDS],
      ...[batches.map(({ originId }) => originId), recorded],
      ...[count(({ context }) => context), count(({ ignored }) => ignored)],
      ...[
        count(({ unparsed }) => unparsed),
        count(({ event }) => event),
        batches.map(({ ledger }) => ledger.from),
      ],
    ],
  );
  if (rowCount !== batches.length) throw new LedgerConflict(first);
}
