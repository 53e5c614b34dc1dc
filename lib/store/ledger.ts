import type { PoolClient } from 'pg';
import { type Batch, LedgerConflict } from './batch';

/** A reader that does not commit for this long has lost its file to whoever asks next. */
export const LEASE_SECONDS = 60;

/** Moves the ledger row of the batch's origin. Not a row: the same records have been committed before. */
export async function moveLedger(client: PoolClient, batch: Batch): Promise<void> {
  const { ledger, records } = batch;
  const counts = [batch.events.length, records.context, records.ignored, records.unparsed, records.event];
  const { rowCount } =
    ledger.kind === 'file'
      ? await client.query(MOVE_FILE, [
          batch.sourceId,
          batch.originId,
          ...counts,
          ledger.from,
          ledger.to,
          ledger.parserState,
          ledger.tailHash,
          ledger.leaseOwner,
          LEASE_SECONDS,
        ])
      : await client.query(FINISH_INBOX, [batch.sourceId, batch.originId, ...counts]);
  if (rowCount !== 1) throw new LedgerConflict(batch);
}

const COUNTS = `events = events + $3, context_count = context_count + $4, ignored_count = ignored_count + $5,
  unparsed_count = unparsed_count + $6, event_records = event_records + $7`;

const MOVE_FILE = `UPDATE file_generation SET ${COUNTS}, position = $9, parser_state = $10, tail_hash = $11,
    lease_until = now() + make_interval(secs => $13), fault = NULL, updated_at = now()
  WHERE source_id = $1 AND id = $2 AND position = $8 AND lease_owner = $12`;

const FINISH_INBOX = `UPDATE ingest_batch SET ${COUNTS}, state = 'done', fault = NULL, finished_at = now()
  WHERE source_id = $1 AND id = $2 AND state = 'received'`;
