import type { PoolClient } from 'pg';
import { type Batch, LedgerConflict } from './batch';

/** A reader that does not commit for this long has lost its file to whoever asks next. */
export const LEASE_SECONDS = 60;

/** Moves the ledger row of the batch's origin, on which `recorded` of its events count. Not a row: the same records have been committed before. */
export async function moveLedger(client: PoolClient, batch: Batch, recorded: number): Promise<void> {
  const { ledger, records } = batch;
  const counts = [recorded, records.context, records.ignored, records.unparsed, records.event];
  const { from, to, parserState, leaseOwner } = ledger;
  const moved = [batch.sourceId, batch.originId, ...counts, from, to, parserState, leaseOwner, LEASE_SECONDS];
  const { rowCount } =
    ledger.kind === 'file'
      ? await client.query(MOVE_FILE, [...moved, ledger.tailHash])
      : await client.query(FINISH_INBOX, [...moved, ledger.format]);
  if (rowCount !== 1) throw new LedgerConflict(batch);
}

const COUNTS = `events = events + $3, context_count = context_count + $4, ignored_count = ignored_count + $5,
  unparsed_count = unparsed_count + $6, event_records = event_records + $7`;

const MOVE_FILE = `UPDATE file_generation SET ${COUNTS}, position = $9, parser_state = $10, tail_hash = $13,
    lease_until = now() + make_interval(secs => $12), fault = NULL, updated_at = now()
  WHERE source_id = $1 AND id = $2 AND position = $8 AND lease_owner = $11`;

const FINISH_INBOX = `WITH moved AS (
    UPDATE ingest_stream SET position = $9, parser_state = $10, updated_at = now(),
      lease_until = now() + make_interval(secs => $12)
    WHERE source_id = $1 AND format = $13 AND position = $8 AND lease_owner = $11
    RETURNING source_id
  )
  UPDATE ingest_batch SET ${COUNTS}, state = 'done', position = $8, fault = NULL, finished_at = now()
  WHERE source_id = $1 AND id = $2 AND state = 'received' AND EXISTS (SELECT FROM moved)`;
