import type { PoolClient } from 'pg';
import { delayStep } from '@/lib/mail/delay-step';

/** What took a delay is looked at by the hour at the finest: a percentile of five minutes is of too few. */
export const DELAY_BUCKET_MINUTES = [60, 1440] as const;

/** Hosts that no provider claims. */
const OTHER = 'other';
const HOUR_MS = 3_600_000;
/** More than there are: 2^(255/4) ms are a hundred thousand years. */
const STEPS = 256;

/** Deliveries of a batch by provider, hour and delay. */
export class DelayTally {
  readonly #counts = new Map<string, Map<number, number>>();

  add(at: number, provider: string | null, delayMs: number): void {
    const name = provider ?? OTHER;
    let steps = this.#counts.get(name);
    if (steps === undefined) {
      steps = new Map();
      this.#counts.set(name, steps);
    }
    const key = Math.floor(at / HOUR_MS) * STEPS + delayStep(delayMs);
    steps.set(key, (steps.get(key) ?? 0) + 1);
  }

  /** Adds the counts to the store, ordered by key: two batches that meet wait for each other, but never in a circle. */
  async write(client: PoolClient, sourceId: number): Promise<void> {
    if (this.#counts.size === 0) return;
    const [providers, hours, steps, counts]: [string[], number[], number[], number[]] = [[], [], [], []];
    for (const [provider, ofProvider] of this.#counts) {
      for (const [key, count] of ofProvider) {
        providers.push(provider);
        hours.push(Math.floor(key / STEPS) * (HOUR_MS / 1000));
        steps.push(key % STEPS);
        counts.push(count);
      }
    }
    await client.query(
      `INSERT INTO delay_rollup (source_id, bucket_minutes, bucket_at, provider, step, deliveries)
       SELECT $1, width, to_timestamp(hour - hour % (width * 60)) AS bucket_at, provider, step, sum(deliveries)
         FROM unnest($2::text[], $3::bigint[], $4::smallint[], $5::bigint[]) AS tally (provider, hour, step, deliveries),
              unnest($6::smallint[]) AS width
        GROUP BY width, bucket_at, provider, step
        ORDER BY width, bucket_at, provider, step
       ON CONFLICT (source_id, bucket_minutes, bucket_at, provider, step)
       DO UPDATE SET deliveries = delay_rollup.deliveries + excluded.deliveries`,
      [sourceId, providers, hours, steps, counts, DELAY_BUCKET_MINUTES],
    );
  }
}
