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

const KEY = 'source_id, origin_id, position, at';

/** The next failures behind a key, in the order of their keys. */
export async function nextFailures(
  client: PoolClient,
  after: EventKey,
  limit: number,
): Promise<StoredFailure[]> {
  const { rows } = await client.query<FailureRow>(
    `SELECT e.*, m.name AS mx_name, m.ip AS mx_ip, ${LABEL_COLUMNS.map((column) => `l.${column}`).join(', ')}
       FROM (SELECT ${KEY}, label_set_id, mx_host_id, recipient, diagnostic FROM event
              WHERE (${KEY}) > ($1, $2, $3, $4) AND diagnostic IS NOT NULL
              ORDER BY ${KEY} LIMIT $5) e
       JOIN label_set l ON l.id = e.label_set_id
       LEFT JOIN mx_host m ON m.id = e.mx_host_id
      ORDER BY ${KEY.replaceAll(/\w+/g, 'e.$&')}`,
    [after.sourceId, after.originId, after.position, after.at, limit],
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
