import pg, { type PoolClient } from 'pg';
import type { Classify } from '@/lib/classify/classify';
import { DimensionLimit } from './dimension-limit';
import { LabelSets } from './label-sets';
import { moveEvents, type Relabelling } from './move-events';
import { holdRules } from './rules-version';
import { type EventKey, FailuresInOrder } from './stored-failures';

/** Failures judged, and moved where their verdict has changed, in one transaction. */
const BATCH_EVENTS = 5_000;

/** `superseded`: the rules have changed again, and the newer change judges all there is. `stopped`: on request;
 * `held`: another worker went on with it in the meantime. */
export type ReclassificationEnd = 'done' | 'superseded' | 'stopped' | 'held';

/**
 * Judges stored failures anew, in the order of their times. What is judged is moved from label set to label set in one
 * transaction with the rollups that count it and the position it brings us to: killed anywhere, it goes on from
 * there, and nothing counts twice. Deliveries and complaints are not touched.
 */
export class Reclassifier {
  readonly #pool: pg.Pool;
  readonly #labelSets: LabelSets;
  readonly #failures = new FailuresInOrder();
  readonly #classify: Classify;

  private constructor(pool: pg.Pool, labelSets: LabelSets, classify: Classify) {
    this.#pool = pool;
    this.#labelSets = labelSets;
    this.#classify = classify;
  }

  /** @param classify judges by the rules that are in force. */
  static async open(databaseUrl: string, classify: Classify): Promise<Reclassifier> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    pool.on('error', () => {}); // An idle connection broke: the pool opens another when it is next asked.
    // A connection that broke in use fails the next statement; unheard, it would end the process first.
    pool.on('connect', (client) => client.on('error', () => {}));
    const client = await pool.connect();
    try {
      return new Reclassifier(pool, new LabelSets(await DimensionLimit.load(client)), classify);
    } finally {
      client.release();
    }
  }

  async run(id: number, signal?: AbortSignal): Promise<ReclassificationEnd> {
    await this.#pool.query(COUNT_TOTAL, [id]);
    while (!signal?.aborted) {
      const end = await this.#nextBatch(id);
      if (end) return end;
    }
    return 'stopped';
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #nextBatch(id: number): Promise<ReclassificationEnd | null> {
    const client = await this.#pool.connect();
    try {
      const end = await this.#batch(client, id);
      client.release();
      return end;
    } catch (error) {
      client.release(true); // The server rolls back with the connection.
      throw error;
    }
  }

  async #batch(client: PoolClient, id: number): Promise<ReclassificationEnd | null> {
    const from = await positionOf(client, id);
    if (!from) return 'held';
    const failures = await this.#failures.next(client, from, BATCH_EVENTS);
    const refused = failures.filter(({ labels }) => labels.outcome !== 'complained');
    const verdicts = refused.map(({ refusal }) => this.#classify(refusal));
    const labelSetIds = await this.#labelSets.idsJudgedAnew(client, refused, verdicts);
    const changes = refused.flatMap((failure, i): Relabelling[] => {
      const labelSetId = labelSetIds[i]!;
      return labelSetId === failure.labelSetId
        ? []
        : [{ ...failure, from: failure.labelSetId, to: labelSetId }];
    });

    await client.query('BEGIN');
    if ((await holdRules(client)) !== id) {
      await client.query(END, [id, 'superseded']);
      await client.query('COMMIT');
      return 'superseded';
    }
    const { rowCount } = await client.query(HOLD, [id, ...valuesOf(from)]);
    if (rowCount !== 1) {
      await client.query('ROLLBACK');
      return 'held';
    }
    const last = failures.at(-1);
    if (last)
      await client.query(MOVE, [id, failures.length, await moveEvents(client, changes), ...valuesOf(last)]);
    else await client.query(END, [id, 'done']);
    await client.query('COMMIT');
    return last ? null : 'done';
  }
}

const valuesOf = ({ sourceId, originId, position, at }: EventKey) => [sourceId, originId, position, at];

async function positionOf(client: PoolClient, id: number): Promise<EventKey | null> {
  const { rows } = await client.query<{ source_id: number; origin_id: string; position: string; at: Date }>(
    `SELECT source_id, origin_id, position, at FROM reclassification WHERE id = $1 AND state = 'running'`,
    [id],
  );
  const row = rows[0];
  return row
    ? { sourceId: row.source_id, originId: row.origin_id, position: row.position, at: row.at }
    : null;
}

const HOLD = `SELECT FROM reclassification
  WHERE id = $1 AND state = 'running' AND (source_id, origin_id, position, at) = ($2, $3, $4, $5) FOR UPDATE`;

const MOVE = `UPDATE reclassification SET scanned = scanned + $2, changed = changed + $3,
  source_id = $4, origin_id = $5, position = $6, at = $7 WHERE id = $1`;

const END = `UPDATE reclassification SET state = $2, finished_at = now() WHERE id = $1 AND state = 'running'`;

/** Rollups count the failures of a day as events do; the days that retention has dropped are left out. */
const COUNT_TOTAL = `UPDATE reclassification SET total = (
    SELECT coalesce(sum(r.events), 0) FROM rollup r
      JOIN label_set l ON l.id = r.label_set_id
      JOIN event_day d ON d.day = (r.bucket_at AT TIME ZONE 'UTC')::date
     WHERE r.bucket_minutes = 1440 AND l.outcome NOT IN ('delivered', 'relayed', 'discarded'))
  WHERE id = $1 AND state = 'running' AND scanned = 0`;
