import type { PoolClient } from 'pg';

/** Every event counts in one bucket of each width. */
export const BUCKET_MINUTES = [5, 60, 1440] as const;

const MINUTE_MS = 60_000;

/** Counts of a batch, by bucket of the narrowest width and label set. */
export class RollupTally {
  readonly #counts = new Map<number, Map<number, number>>();
  /** Of the bucket that was counted in last: records are nearly in the order of their times. */
  #last = new Map<number, number>();
  #lastBucket = Number.NaN;

  /** `events` is negative where they count elsewhere from now on. */
  add(at: number, labelSetId: number, events = 1): void {
    const bucket = Math.floor(at / (BUCKET_MINUTES[0] * MINUTE_MS));
    if (bucket !== this.#lastBucket) this.#turnTo(bucket);
    this.#last.set(labelSetId, (this.#last.get(labelSetId) ?? 0) + events);
  }

  #turnTo(bucket: number): void {
    this.#last = this.#counts.get(bucket) ?? new Map();
    this.#lastBucket = bucket;
    this.#counts.set(bucket, this.#last);
  }

  get labelSetIds(): Set<number> {
    return new Set([...this.#counts.values()].flatMap((ofBucket) => [...ofBucket.keys()]));
  }

  /** Adds the counts to the store, ordered by key: two batches that meet wait for each other, but never in a circle. */
  async write(client: PoolClient, sourceId: number): Promise<void> {
    if (this.#counts.size === 0) return;
    const { labelSetIds, buckets, counts } = this.#columns();
    await client.query(
      `INSERT INTO rollup (source_id, bucket_minutes, bucket_at, label_set_id, events)
       SELECT $1, width, to_timestamp(bucket - bucket % (width * 60)) AS bucket_at, label_set_id, sum(events)
         FROM unnest($2::int[], $3::bigint[], $4::bigint[]) AS tally (label_set_id, bucket, events),
              unnest($5::smallint[]) AS width
        GROUP BY width, bucket_at, label_set_id
        ORDER BY width, bucket_at, label_set_id
       ON CONFLICT (source_id, bucket_minutes, bucket_at, label_set_id)
       DO UPDATE SET events = rollup.events + excluded.events`,
      [sourceId, labelSetIds, buckets, counts, BUCKET_MINUTES],
    );
    await client.query(
      `INSERT INTO answer_rollup (source_id, bucket_minutes, bucket_at, label_set_id, events)
       SELECT $1, width, to_timestamp(bucket - bucket % (width * 60)) AS bucket_at, coalesce(l.answer_id, l.id) AS answer, sum(events)
         FROM unnest($2::int[], $3::bigint[], $4::bigint[]) AS tally (label_set_id, bucket, events)
         JOIN label_set l ON l.id = tally.label_set_id, unnest($5::smallint[]) AS width
        GROUP BY width, bucket_at, answer
        ORDER BY width, bucket_at, answer
       ON CONFLICT (source_id, bucket_minutes, bucket_at, label_set_id)
       DO UPDATE SET events = answer_rollup.events + excluded.events`,
      [sourceId, labelSetIds, buckets, counts, BUCKET_MINUTES],
    );
  }

  /** Takes the rows away of which negative counts have left nothing. They were written by the same transaction, so it
   * holds them already. */
  async dropEmpty(client: PoolClient, sourceId: number): Promise<void> {
    const { labelSetIds, buckets } = this.#columns();
    await client.query(
      `DELETE FROM rollup r
        USING unnest($2::int[], $3::bigint[]) AS tally (label_set_id, bucket), unnest($4::smallint[]) AS width
        WHERE r.source_id = $1 AND r.bucket_minutes = width AND r.label_set_id = tally.label_set_id
          AND r.bucket_at = to_timestamp(bucket - bucket % (width * 60)) AND r.events = 0`,
      [sourceId, labelSetIds, buckets, BUCKET_MINUTES],
    );
    await client.query(
      `DELETE FROM answer_rollup r
        USING unnest($2::int[], $3::bigint[]) AS tally (label_set_id, bucket) JOIN label_set l ON l.id = tally.label_set_id,
              unnest($4::smallint[]) AS width
        WHERE r.source_id = $1 AND r.bucket_minutes = width AND r.label_set_id = coalesce(l.answer_id, l.id)
          AND r.bucket_at = to_timestamp(bucket - bucket % (width * 60)) AND r.events = 0`,
      [sourceId, labelSetIds, buckets, BUCKET_MINUTES],
    );
  }

  #columns() {
    const [labelSetIds, buckets, counts]: [number[], number[], number[]] = [[], [], []];
    for (const [bucket, ofBucket] of this.#counts) {
      for (const [labelSetId, count] of ofBucket) {
        labelSetIds.push(labelSetId);
        buckets.push(bucket * BUCKET_MINUTES[0] * 60);
        counts.push(count);
      }
    }
    return { labelSetIds, buckets, counts };
  }
}
