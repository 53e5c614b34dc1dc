import type { Logger } from '@/lib/log';
import type { BatchRef } from '@/lib/store/inbox';

/** A queue that takes longer to answer is away, or as good as that. */
const PATIENCE_MS = 5_000;
/** While it is away, no more than this many wait for it in memory. */
const MOST_WAITING = 100;
/** A stream's jobs come at most this often: one of them works off all that has come by then. */
const PACE_MS = 50;
/** An outage is told of once in this time, not for each batch. */
const TOLD_EVERY_MS = 60_000;

/**
 * Puts jobs into the queue for batches that are durable already. Nobody waits for it: a batch whose job is lost, or
 * never made, is found by the next sweep.
 */
export class Announcer {
  #waiting = 0;
  /** Streams that a job was asked for a moment ago, and the first batch that has come since: its job, too, works off all
   * that is there by then. */
  readonly #paced = new Map<string, BatchRef | null>();
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly add: (ref: BatchRef) => Promise<void>,
    private readonly log: Logger,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Every batch has a job that is made after it: its own, or one that it shares with those that come just then. */
  announce(ref: BatchRef, format?: string): void {
    if (format === undefined) {
      this.#queue(ref);
      return;
    }
    const stream = `${ref.sourceId} ${format}`;
    if (this.#paced.has(stream)) {
      this.#paced.set(stream, this.#paced.get(stream) ?? ref);
      return;
    }
    this.#paced.set(stream, null);
    this.#queue(ref);
    setTimeout(() => {
      const next = this.#paced.get(stream);
      this.#paced.delete(stream);
      if (next) this.announce(next, format);
    }, PACE_MS);
  }

  #queue(ref: BatchRef): void {
    if (this.#waiting >= MOST_WAITING) {
      this.#tell(ref, `${MOST_WAITING} jobs wait for it already`);
      return;
    }
    this.#waiting++;
    const late = setTimeout(
      () => this.#tell(ref, `no answer within ${this.patienceMs / 1000} s`),
      this.patienceMs,
    );
    late.unref();
    this.add(ref)
      .catch((error: Error) => this.#tell(ref, error.message))
      .finally(() => {
        clearTimeout(late);
        this.#waiting--;
      });
  }

  #tell(ref: BatchRef, fault: string): void {
    if (Date.now() - this.#toldAt < TOLD_EVERY_MS) return;
    this.#toldAt = Date.now();
    this.log.warn({ ...ref, fault }, 'the queue does not answer: batches are accepted, and wait for a sweep');
  }
}
