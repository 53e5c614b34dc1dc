import type { PoolClient } from 'pg';
import { OTHER } from '@/lib/mail/counted-dimensions';
import type { Refusal } from '@/lib/mail/verdict';
import { LABEL_COLUMNS } from './intern-label-sets';
import type { LabelRow } from './label-sets';

/** The key of an event; numbers of 64 bits as text. */
export interface EventKey {
  sourceId: number;
  originId: string;
  position: string;
  at: Date;
}

/** A failure as it is stored, and what is to be judged of it. */
export interface StoredFailure extends EventKey {
  labelSetId: number;
  labels: LabelRow;
  refusal: Refusal;
}

type FailureRow = LabelRow & {
  source_id: number;
  origin_id: string;
  position: string;
  at: Date;
  label_set_id: number;
  recipient: string | null;
  diagnostic: string;
  mx_name: string | null;
  mx_ip: string | null;
};

const DAY_MS = 86_400_000;
const KEY = 'at, source_id, origin_id, position';

/**
 * Reads failures in the order of their times, and of their keys where that is the same. Nothing holds them in that order:
 * a stretch of time is read and sorted, as long as the last ones let expect about as many failures as are asked for.
 */
export class FailuresInOrder {
  #stretchMs = 3_600_000;

  /** The next ones behind a key: at most so many, and none only where there are no more. */
  async next(client: PoolClient, after: EventKey, limit: number): Promise<StoredFailure[]> {
    let from = after.at;
    for (;;) {
      const day = await dayAfter(client, from);
      if (day === null) return [];
      from = new Date(Math.max(from.getTime(), day));
      const until = new Date(Math.min(from.getTime() + this.#stretchMs, day + DAY_MS));
      const failures = await failuresWithin(client, from, until, after, limit);
      if (failures.length === limit) this.#stretchMs = Math.max(this.#stretchMs / 2, 1_000);
      else if (failures.length < limit / 2) this.#stretchMs = Math.min(this.#stretchMs * 2, DAY_MS);
      if (failures.length > 0) return failures;
      from = until;
    }
  }
}

/** The first day from a time on that has events, in ms since the epoch. */
async function dayAfter(client: PoolClient, at: Date): Promise<number | null> {
  const { rows } = await client.query<{ day: string | null }>(
    `SELECT min(day)::text AS day FROM event_day WHERE day >= ($1::timestamptz AT TIME ZONE 'UTC')::date`,
    [at],
  );
  const day = rows[0]?.day ?? null;
  return day === null ? null : Date.parse(`${day}T00:00:00Z`);
}

async function failuresWithin(
  client: PoolClient,
  from: Date,
  until: Date,
  after: EventKey,
  limit: number,
): Promise<StoredFailure[]> {
  const { rows } = await client.query<FailureRow>(
    `SELECT e.*, m.name AS mx_name, m.ip AS mx_ip, ${LABEL_COLUMNS.map((column) => `l.${column}`).join(', ')}
       FROM (SELECT ${KEY}, label_set_id, mx_host_id, recipient, diagnostic FROM event
              WHERE at >= $1 AND at < $2 AND (${KEY}) > ($3, $4, $5, $6) AND diagnostic IS NOT NULL
              ORDER BY ${KEY} LIMIT $7) e
       JOIN label_set l ON l.id = e.label_set_id
       LEFT JOIN mx_host m ON m.id = e.mx_host_id
      ORDER BY ${KEY.replaceAll(/\w+/g, 'e.$&')}`,
    [from, until, after.at, after.sourceId, after.originId, after.position, limit],
  );
  return rows.map((row) => ({
    sourceId: row.source_id,
    originId: row.origin_id,
    position: row.position,
    at: row.at,
    labelSetId: row.label_set_id,
    labels: row,
    refusal: refusalOf(row),
  }));
}

/** Codes and provider that were found then are given as known: reading them anew finds the same. A code that is counted
 * with others is told by the diagnostic alone. */
function refusalOf(row: FailureRow): Refusal {
  return {
    response: row.diagnostic,
    at: row.at.getTime(),
    recipient: row.recipient,
    mxHost: row.mx_name,
    remoteIp: row.mx_ip,
    replyCode: row.reply_code,
    statusCode: row.status_code === OTHER ? null : row.status_code,
    provider: row.provider,
    final: row.outcome !== 'deferred',
  };
}
