import type { ParseOutput } from '@/lib/formats/format';

/** What became of every record between two positions of an origin. Its events are on the sheet that is recorded with it. */
export interface Batch {
  sourceId: number;
  /** The file generation or inbox batch. */
  originId: number;
  records: ParseOutput['records'];
  unparsed: ParseOutput['unparsed'];
  ledger: FileLedger | InboxLedger;
}

/** A file's position moves in the transaction that writes the batch, from where the batch was read. */
export interface FileLedger {
  kind: 'file';
  from: number;
  to: number;
  /** Open messages of the parser at `to`. */
  parserState: string;
  /** Hash of the bytes that end at `to`. */
  tailHash: string;
  /** Who reads: a batch of a reader whose lease was taken over is refused. */
  leaseOwner: string;
}

/** An inbox batch is done as a whole, once, and moves the stream that it is a part of from where it was read. */
export interface InboxLedger {
  kind: 'inbox';
  format: string;
  from: number;
  to: number;
  /** Open messages of the parser at `to`. */
  parserState: string;
  /** Who reads: a batch of a reader whose lease was taken over is refused. */
  leaseOwner: string;
}

/** Somebody else has committed this part of the origin, or holds it now. Nothing was written. */
export class LedgerConflict extends Error {
  constructor(batch: Pick<Batch, 'sourceId' | 'originId'>) {
    super(
      `origin ${batch.originId} of source ${batch.sourceId} has moved on: another reader committed this part`,
    );
  }
}

/** The own rules have changed since the events were judged. Nothing was written. */
export class StaleRules extends Error {
  constructor(version: number) {
    super(`judged by version ${version} of the own rules, which is not in force any more`);
  }
}
