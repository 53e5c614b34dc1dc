import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { getDomain } from 'tldts';
import { countedOutcome } from '@/lib/mail/counted-outcome';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import type { Refusal, Verdict } from '@/lib/mail/verdict';
import type { DimensionLimit } from './dimension-limit';
import { type Labels, LabelTree } from './label-tree';

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

type Answering = Pick<Refusal, 'mxHost' | 'recipient'>;

/** What becomes of hosts is remembered for this many before the memory begins anew. */
const REMEMBERED_HOSTS = 10_000;

/** A label set as it is stored. */
export type LabelRow = Record<Exclude<(typeof LABEL_COLUMNS)[number], keyof OtherLabels>, string | null> &
  OtherLabels;
interface OtherLabels {
  outcome: string;
  reply_code: number | null;
  enforcement: boolean;
  rule: string;
}

/** Keeps the ids of label sets at hand. They never change, so a cached id stays right. */
export class LabelSets {
  readonly #ids = new LabelTree();
  readonly #domains = new Map<string, string>();
  readonly #limit: DimensionLimit;

  constructor(limit: DimensionLimit) {
    this.#limit = limit;
  }

  /** One id an event, in order; missing label sets are made, in a statement of their own. */
  idsOf(client: PoolClient, events: DeliveryEvent[], verdicts: Verdict[]): Promise<Int32Array> {
    return this.#resolve(client, events.length, (i) => this.#labelsOf(events[i]!, verdicts[i]!));
  }

  /** The same for events that are stored and were judged anew: what a verdict does not say stays as it is. */
  idsJudgedAnew(
    client: PoolClient,
    stored: { refusal: Refusal; labels: LabelRow }[],
    verdicts: Verdict[],
  ): Promise<Int32Array> {
    return this.#resolve(client, stored.length, (i) => {
      const { refusal, labels } = stored[i]!;
      const judged: Partial<LabelRow> = this.#judgedAnew(refusal, labels, verdicts[i]!);
      return LABEL_COLUMNS.map((column) => (column in judged ? (judged[column] ?? null) : labels[column]));
    });
  }

  async #resolve(
    client: PoolClient,
    count: number,
    labelsAt: (index: number) => Labels,
  ): Promise<Int32Array> {
    const ids = new Int32Array(count);
    const unresolved: [index: number, labels: Labels][] = [];
    for (let i = 0; i < count; i++) {
      const labels = labelsAt(i);
      const id = this.#ids.get(labels);
      if (id !== undefined) ids[i] = id;
      else unresolved.push([i, labels]);
    }
    if (unresolved.length === 0) return ids;
    await this.#intern(
      client,
      unresolved.map(([, labels]) => labels),
    );
    for (const [index, labels] of unresolved) ids[index] = this.#ids.get(labels)!;
    return ids;
  }

  #judgedAnew(refusal: Refusal, before: LabelRow, verdict: Verdict) {
    const { provider } = verdict;
    const destination =
      provider === before.provider ? before.destination : this.#destinationOf(refusal, provider);
    return {
      provider,
      destination,
      reply_code: verdict.replyCode,
      status_code: verdict.statusCode,
      category: verdict.category,
      bounce_type: verdict.bounceType,
      action: verdict.action,
      enforcement: verdict.enforcement,
      rule: verdict.rule,
    };
  }

  #destinationOf(event: Answering, provider: string | null): string | null {
    if (provider) return null;
    const host = event.mxHost ?? domainOf(event.recipient ?? null);
    return this.#limit.hold('destination', host && this.#registrable(host));
  }

  /** Who refuses, where no provider file claims the host: the registrable domain of the MX, else of the recipient. */
  #registrable(host: string): string {
    const known = this.#domains.get(host);
    if (known !== undefined) return known;
    if (this.#domains.size >= REMEMBERED_HOSTS) this.#domains.clear();
    const domain = getDomain(host) ?? host.toLowerCase();
    this.#domains.set(host, domain);
    return domain;
  }

  #labelsOf(event: DeliveryEvent, verdict: Verdict): Labels {
    const limit = this.#limit;
    return [
      countedOutcome(event),
      verdict.provider,
      this.#destinationOf(event, verdict.provider),
      verdict.replyCode,
      verdict.statusCode,
      verdict.category,
      verdict.bounceType,
      verdict.action,
      verdict.enforcement,
      verdict.rule,
      limit.hold('sending_domain', domainOf(event.sender)),
      limit.hold('sending_ip', event.sendingIp),
      limit.hold('pool', event.pool),
      limit.hold('campaign', event.campaign),
      limit.hold('customer', event.customer),
      event.feedbackType,
    ];
  }

  async #intern(client: PoolClient, missing: Labels[]): Promise<void> {
    const sets = new Map(missing.map((labels) => [fingerprintOf(labels), labels]));
    const answerIds = await insert(client, [...sets.values()].map(answerOf));
    const ids = await insert(client, [...sets.values()], answerIds);
    for (const [index, labels] of [...sets.values()].entries()) this.#ids.set(labels, ids[index]!);
  }
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

function domainOf(address: string | null): string | null {
  const at = address?.lastIndexOf('@') ?? -1;
  return at < 0 ? null : address!.slice(at + 1).toLowerCase() || null;
}
