import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { getDomain } from 'tldts';
import { countedOutcome } from '@/lib/mail/counted-outcome';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import type { Refusal, Verdict } from '@/lib/mail/verdict';
import type { DimensionLimit } from './dimension-limit';

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

type Labels = (string | number | boolean | null)[];

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
  readonly #ids = new Map<string, number>();
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
    const missing = new Map<string, Labels>();
    const unresolved: [index: number, key: string][] = [];
    for (let i = 0; i < count; i++) {
      const labels = labelsAt(i);
      const key = labels.join('\u0000');
      const id = this.#ids.get(key);
      if (id !== undefined) ids[i] = id;
      else {
        missing.set(key, labels);
        unresolved.push([i, key]);
      }
    }
    if (missing.size > 0) await this.#intern(client, missing);
    for (const [index, key] of unresolved) ids[index] = this.#ids.get(key)!;
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
    return provider ? null : this.#limit.hold('destination', destinationOf(event));
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

  async #intern(client: PoolClient, missing: Map<string, Labels>): Promise<void> {
    const rows = [...missing].map(([key, labels]) => ({ key, labels, fingerprint: fingerprintOf(labels) }));
    const values = LABEL_COLUMNS.map((_, column) => rows.map(({ labels }) => labels[column]));
    const fingerprints = rows.map(({ fingerprint }) => fingerprint);
    await client.query(
      `INSERT INTO label_set (fingerprint, ${LABEL_COLUMNS.join(', ')})
       SELECT * FROM unnest($1::uuid[], ${LABEL_COLUMNS.map((column, i) => `$${i + 2}::${TYPES[column] ?? 'text'}[]`).join(', ')})
         AS row (fingerprint, ${LABEL_COLUMNS.join(', ')})
       ORDER BY fingerprint ON CONFLICT (fingerprint) DO NOTHING`,
      [fingerprints, ...values],
    );
    const { rows: known } = await client.query<{ id: number; fingerprint: string }>(
      'SELECT id, fingerprint FROM label_set WHERE fingerprint = ANY($1::uuid[])',
      [fingerprints],
    );
    const idOf = new Map(known.map(({ id, fingerprint }) => [fingerprint, id]));
    for (const { key, fingerprint } of rows) this.#ids.set(key, idOf.get(fingerprint)!);
  }
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

/** Who refuses, where no provider file claims the host: the registrable domain of the MX, else of the recipient. */
function destinationOf({ mxHost, recipient }: Answering): string | null {
  const host = mxHost ?? domainOf(recipient ?? null);
  return host && (getDomain(host) ?? host.toLowerCase());
}
