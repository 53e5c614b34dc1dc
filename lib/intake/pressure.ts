import type { Db } from '@/lib/db';
import { type InboxLoad, inboxLoad } from '@/lib/queries/inbox-load';
import { Problem } from './problem';

/** The inbox is asked for its size at most this often; what is accepted meanwhile is added to the answer. */
const MEASURED_EVERY_MS = 1_000;
const RETRY_AFTER_SECONDS = 10;

/** What may wait in the inbox; half of it for one source, so that one that pours does not shut out the others. */
export interface InboxLimit {
  batches: number;
  bytes: number;
}
export const INBOX_LIMIT: InboxLimit = { batches: 20_000, bytes: 2 ** 30 };

/** Whether the inbox has room for more: what was accepted is kept, so more than can be read in time is not accepted. */
export class Pressure {
  #load: Promise<InboxLoad[]> | null = null;
  #measuredAt = 0;

  constructor(private readonly limit: InboxLimit = INBOX_LIMIT) {}

  /** @throws Problem where the sender has to wait. */
  async admit(db: Db, sourceId: number, bytes: number, now: Date): Promise<void> {
    const load = await this.#current(db, now);
    let own = load.find((one) => one.sourceId === sourceId);
    if (!own) {
      own = { sourceId, batches: 0, bytes: 0 };
      load.push(own);
    }
    const all = load.reduce(
      (sum, one) => ({ batches: sum.batches + one.batches, bytes: sum.bytes + one.bytes }),
      { batches: 0, bytes: 0 },
    );
    const { batches, bytes: limit } = this.limit;
    const isFull =
      all.batches >= batches ||
      all.bytes + bytes > limit ||
      own.batches >= batches / 2 ||
      own.bytes + bytes > limit / 2;
    if (isFull) {
      throw new Problem({
        status: 429,
        code: 'inbox-full',
        title: 'The inbox is full',
        detail: `${Math.round(all.bytes / 2 ** 20)} MB in ${all.batches} batches wait to be read. Send it again in ${RETRY_AFTER_SECONDS} seconds; if this lasts, look at the worker's log.`,
        headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
      });
    }
    own.batches++;
    own.bytes += bytes;
  }

  #current(db: Db, now: Date): Promise<InboxLoad[]> {
    const age = now.getTime() - this.#measuredAt;
    if (this.#load && age >= 0 && age < MEASURED_EVERY_MS) return this.#load;
    this.#measuredAt = now.getTime();
    const measured = inboxLoad(db);
    // The store was away: the next request asks again.
    measured.catch(() => {
      if (this.#load === measured) this.#load = null;
    });
    this.#load = measured;
    return measured;
  }
}
