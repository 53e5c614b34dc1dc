/** A table of counts, and what it has to agree with. */
export interface Counting {
  table: string;
  /** The column that counts. */
  counts: string;
  /** What it is counted by, beside source and bucket; with the words by which a difference names it. */
  by: readonly string[];
  named: string;
  /** In minutes, from the finest. Each is a multiple of the one before. */
  widths: readonly number[];
  /** The events `e` of a day, by source, finest bucket and `by`. */
  fromEvents: string;
}

const bucketOf = (minutes: number): string =>
  `date_bin('${minutes} minutes', e.at, '1970-01-01 00:00:00+00') AS bucket_at`;

/** What the store counts beside its events: `rollups.ts` and `delay-rollups.ts` write them. */
export const COUNTINGS: readonly Counting[] = [
  {
    table: 'rollup',
    counts: 'events',
    by: ['label_set_id'],
    named: `(SELECT concat_ws(' ', l.outcome, coalesce(l.provider, l.destination), l.reply_code, l.status_code, l.category,
      l.sending_domain) FROM label_set l WHERE l.id = label_set_id)`,
    widths: [5, 60, 1440],
    fromEvents: `SELECT e.source_id, ${bucketOf(5)}, e.label_set_id, count(*) AS counted FROM event e
      WHERE e.at >= $1 AND e.at < $2 AND e.source_id = ANY(ARRAY(SELECT id FROM source)) GROUP BY 1, 2, 3`,
  },
  {
    table: 'answer_rollup',
    counts: 'events',
    by: ['label_set_id'],
    named: `(SELECT concat_ws(' ', 'answer', l.outcome, l.provider, l.reply_code, l.status_code, l.category)
      FROM label_set l WHERE l.id = label_set_id)`,
    widths: [5, 60, 1440],
    fromEvents: `SELECT e.source_id, ${bucketOf(5)}, coalesce(l.answer_id, l.id) AS label_set_id, count(*) AS counted
      FROM event e JOIN label_set l ON l.id = e.label_set_id
      WHERE e.at >= $1 AND e.at < $2 AND e.source_id = ANY(ARRAY(SELECT id FROM source)) GROUP BY 1, 2, 3`,
  },
  {
    table: 'delay_rollup',
    counts: 'deliveries',
    by: ['provider', 'step'],
    named: `concat('delay of ', provider, ', step ', step)`,
    widths: [60, 1440],
    fromEvents: `SELECT e.source_id, ${bucketOf(60)}, coalesce(l.provider, 'other') AS provider,
        floor(4 * log(2.0, greatest(e.delay_ms, 1)::numeric))::smallint AS step, count(*) AS counted
      FROM event e JOIN label_set l ON l.id = e.label_set_id
      WHERE e.at >= $1 AND e.at < $2 AND e.source_id = ANY(ARRAY(SELECT id FROM source))
        AND l.outcome = 'delivered' AND e.delay_ms IS NOT NULL GROUP BY 1, 2, 3, 4`,
  },
];
