import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Labels } from './label-tree';

/** Everything that events are counted by. The order is that of the columns, and of the fingerprint. */
export const LABEL_COLUMNS = [
  'outcome',
  'provider',
  'destination',
  'reply_code',
  'status_code',
  'category',
  'bounce_type',
  'action',
  'enforcement',
  'rule',
  'sending_domain',
  'sending_ip',
  'pool',
  'campaign',
  'customer',
  'feedback_type',
] as const;

/** Makes what is missing of these label sets, and of the answers they are counted by. @returns each with its id, once. */
export async function internLabelSets(client: PoolClient, missing: Labels[]): Promise<Map<Labels, number>> {
  const sets = [...new Map(missing.map((labels) => [fingerprintOf(labels), labels])).values()];
  const answerIds = await insert(client, sets.map(answerOf));
  const ids = await insert(client, sets, answerIds);
  return new Map(sets.map((labels, i) => [labels, ids[i]!]));
}

/** What a label set is counted by beside itself: without whatever tells senders and unclaimed hosts apart. */
const NOT_OF_ANSWER = new Set<string>([
  ...['destination', 'sending_domain', 'sending_ip', 'pool', 'campaign', 'customer', 'feedback_type'],
]);
const answerOf = (labels: Labels): Labels =>
  labels.map((label, i) => (NOT_OF_ANSWER.has(LABEL_COLUMNS[i]!) ? null : label));

/** @param answerIds of each; where they are not given, these are answers themselves. @returns the id of each. */
async function insert(
  client: PoolClient,
  sets: readonly Labels[],
  answerIds: readonly number[] = [],
): Promise<number[]> {
  const fingerprints = sets.map(fingerprintOf);
  const isAnswer = (labels: Labels) => fingerprintOf(labels) === fingerprintOf(answerOf(labels));
  const answers = sets.map((labels, i) => (isAnswer(labels) ? null : (answerIds[i] ?? null)));
  const values = LABEL_COLUMNS.map((_, column) => sets.map((labels) => labels[column]));
  await client.query(
    `INSERT INTO label_set (fingerprint, answer_id, ${LABEL_COLUMNS.join(', ')})
     SELECT DISTINCT ON (fingerprint) * FROM unnest($1::uuid[], $2::int[], ${LABEL_COLUMNS.map((column, i) => `$${i + 3}::${TYPES[column] ?? 'text'}[]`).join(', ')})
       AS row (fingerprint, answer_id, ${LABEL_COLUMNS.join(', ')})
     ORDER BY fingerprint ON CONFLICT (fingerprint) DO NOTHING`,
    [fingerprints, answers, ...values],
  );
  const { rows: known } = await client.query<{ id: number; fingerprint: string }>(
    'SELECT id, fingerprint FROM label_set WHERE fingerprint = ANY($1::uuid[])',
    [fingerprints],
  );
  const idOf = new Map(known.map(({ id, fingerprint }) => [fingerprint, id]));
  return fingerprints.map((fingerprint) => idOf.get(fingerprint)!);
}

const TYPES: Record<string, string> = { reply_code: 'smallint', enforcement: 'boolean' };

/** The first 128 bits of SHA-256 over the labels, in the shape of a UUID. */
function fingerprintOf(labels: Labels): string {
  const hex = hash('sha256', JSON.stringify(labels));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
