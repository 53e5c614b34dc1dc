import type { PoolClient } from 'pg';
import { getDomain } from 'tldts';
import { countedOutcome } from '@/lib/mail/counted-outcome';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import type { Refusal, Verdict } from '@/lib/mail/verdict';
import type { DimensionLimit } from './dimension-limit';
import { internLabelSets, LABEL_COLUMNS } from './intern-label-sets';
import { type Labels, LabelTree } from './label-tree';

type Answering = Pick<Refusal, 'mxHost' | 'recipient'>;

/** What becomes of hosts is remembered for this many before the memory begins anew. */
const REMEMBERED_HOSTS = 10_000;
/** The same of verdicts. */
const REMEMBERED_VERDICTS = 5_000;

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
  /** The same by verdict and what the verdict does not say: every event asks, and verdicts are few objects. */
  readonly #idsOfVerdicts = new Map<Verdict, LabelTree>();
  /** Of the sender before: as it ends, and as it is counted. */
  #sender = { ending: '', domain: null as string | null };
  readonly #domains = new Map<string, string>();
  readonly #limit: DimensionLimit;

  constructor(limit: DimensionLimit) {
    this.#limit = limit;
  }

  /** `undefined`: ask for it. */
  idOf(event: DeliveryEvent, verdict: Verdict): number | undefined {
    const ofEvent = this.#eventLabels(event, verdict);
    const known = this.#idsOfVerdicts.get(verdict)?.get(ofEvent);
    if (known !== undefined) return known;
    const id = this.#ids.get(this.#labelsOf(ofEvent, verdict));
    if (id !== undefined) this.#remember(verdict, ofEvent, id);
    return id;
  }

  /** One id an event, in order; missing label sets are made, in a statement of their own. */
  idsOf(
    client: PoolClient,
    events: readonly DeliveryEvent[],
    verdicts: readonly Verdict[],
  ): Promise<Int32Array> {
    return this.#resolve(client, events.length, (i) =>
      this.#labelsOf(this.#eventLabels(events[i]!, verdicts[i]!), verdicts[i]!),
    );
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
    const interned = await internLabelSets(
      client,
      unresolved.map(([, labels]) => labels),
    );
    for (const [labels, id] of interned) this.#ids.set(labels, id);
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
      status_code: this.#limit.hold('status_code', verdict.statusCode),
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

  #remember(verdict: Verdict, ofEvent: Labels, id: number): void {
    const known = this.#idsOfVerdicts.get(verdict);
    if (known) {
      known.set(ofEvent, id);
      return;
    }
    if (this.#idsOfVerdicts.size >= REMEMBERED_VERDICTS) this.#idsOfVerdicts.clear();
    const ids = new LabelTree();
    ids.set(ofEvent, id);
    this.#idsOfVerdicts.set(verdict, ids);
  }

  /** All labels that the verdict does not say. */
  #eventLabels(event: DeliveryEvent, verdict: Verdict): Labels {
    const limit = this.#limit;
    return [
      countedOutcome(event),
      this.#destinationOf(event, verdict.provider),
      this.#sendingDomainOf(event.sender),
      limit.hold('sending_ip', event.sendingIp),
      limit.hold('pool', event.pool),
      limit.hold('campaign', event.campaign),
      limit.hold('customer', event.customer),
      limit.hold('feedback_type', event.feedbackType),
    ];
  }

  /** Each event has its sender, and the next one has nearly always the domain of the one before. */
  #sendingDomainOf(sender: string | null): string | null {
    if (sender === null) return null;
    const { ending, domain } = this.#sender;
    if (ending !== '' && sender.endsWith(ending)) return domain;
    const own = domainOf(sender);
    const held = this.#limit.hold('sending_domain', own);
    this.#sender = { ending: own === null ? '' : `@${own}`, domain: held };
    return held;
  }

  #labelsOf([outcome, destination, ...sender]: Labels, verdict: Verdict): Labels {
    return [
      outcome!,
      verdict.provider,
      destination!,
      verdict.replyCode,
      this.#limit.hold('status_code', verdict.statusCode),
      verdict.category,
      verdict.bounceType,
      verdict.action,
      verdict.enforcement,
      verdict.rule,
      ...sender,
    ];
  }
}

function domainOf(address: string | null): string | null {
  const at = address?.lastIndexOf('@') ?? -1;
  return at < 0 ? null : address!.slice(at + 1).toLowerCase() || null;
}
