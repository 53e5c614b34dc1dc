import type { ParseOutput } from '@/lib/formats/format';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import type { Verdict } from '@/lib/mail/verdict';

/** What one commit brings: events with their verdicts, and what became of every record between two positions. */
export interface Batch {
  sourceId: number;
  /** The file generation or inbox batch. */
  originId: number;
  /** What it was read as: it says which events may be known from elsewhere. Without it none are looked for. */
  format?: string;
  events: DeliveryEvent[];
  /** One for each event, in order. */
  verdicts: Verdict[];
  /** Which own rules they were found by; where it is given, a batch of older rules than those in force is refused. */
  rulesVersion?: number;
  records: ParseOutput['records'];
  unparsed: ParseOutput['unparsed'];
  ledger: FileLedger | InboxLedger;
}

/** The events of all, in order; what else is said is the same of each. */
export function joined(batches: readonly Batch[]): Batch {
  const [first, ...others] = batches;
  if (!first) throw new Error('there is nothing to record');
  if (others.length === 0) return first;
  return {
    ...first,
    events: batches.flatMap(({ events }) => events),
    verdicts: batches.flatMap(({ verdicts }) => verdicts),
  };
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

/** The own rules have changed since the batch was judged. Nothing was written. */
export class StaleRules extends Error {
  constructor(version: number) {
    super(`judged by version ${version} of the own rules, which is not in force any more`);
  }
}
