import type { PoolClient } from 'pg';
import type { ClassifyEvent } from '@/lib/classify/classify-event';
import { countedOutcome } from '@/lib/mail/counted-outcome';
import { type DeliveryEvent, isFailure } from '@/lib/mail/delivery-event';
import { maskAddress, redactAddresses } from '@/lib/mail/masked-address';
import type { Verdict } from '@/lib/mail/verdict';
import type { AddressHash, Hash64 } from './address-hash';
import type { SealAddress } from './address-seal';
import { DelayTally } from './delay-rollups';
import { EventCopy, type EventRow } from './event-copy';
import { dayOf } from './event-days';
import { findKnown, isPostedAs, mayBeReported } from './known-events';
import type { LabelSets } from './label-sets';
import type { MxHosts } from './mx-hosts';
import { RecipientFaults } from './recipient-faults';
import { RollupTally } from './rollups';
import { storableEvent } from './storable-event';

/** How the events of a sheet are judged. */
export interface Judge {
  classify: ClassifyEvent;
  /** Of the own rules; where it is given, events that were judged by older rules than those in force are refused. */
  version?: number;
}

/** What tells where the events of a sheet come from. */
export interface SheetOrigin {
  sourceId: number;
  /** What they were read as: it says which may be known from elsewhere. Without it none are looked for. */
  format?: string;
}

/** What the recorder knows of rows that events refer to, and of what may be kept of an address. */
export interface Registers {
  labelSets: LabelSets;
  mxHosts: MxHosts;
  addressHash: AddressHash;
  /** Of what speaks for a suppression; `null`: it is not kept. */
  sealAddress: SealAddress | null;
  /** Whether the recipients are wanted in full. */
  keepsAddresses: boolean;
}

/** Which of a sheet's events are of one origin. */
export interface Reach {
  originId: number;
  /** Those that were known already are none of them. */
  recorded: number;
  firstPosition: number;
  lastPosition: number;
  firstAt: number;
  lastAt: number;
}

interface Waiting {
  reach: Reach;
  event: DeliveryEvent;
  verdict: Verdict;
}

/**
 * What one transaction adds to each table. An event is judged, counted and encoded as it comes, and nothing of it is kept:
 * objects that live as long as a batch are what the garbage collector spends its time on. Only those wait, as they are,
 * whose row cannot be written yet: they refer to a row that has to be made first, or may have been recorded from elsewhere.
 */
export class EventSheet {
  readonly tally = new RollupTally();
  readonly delays = new DelayTally();
  readonly copy: EventCopy;
  readonly faults: RecipientFaults;
  /** Whose partitions are needed. */
  readonly days = new Set<number>();
  readonly mxHostIds = new Set<number>();
  /** In full, where they are wanted. */
  readonly recipients: string[] = [];
  /** How many events were added. */
  size = 0;
  #duplicates = 0;
  readonly #reaches = new Map<number, Reach>();
  #waiting: Waiting[] = [];
  readonly #isPosted: boolean;

  constructor(
    readonly origin: SheetOrigin,
    readonly judge: Judge,
    private readonly registers: Registers,
  ) {
    this.copy = new EventCopy(origin.sourceId);
    this.faults = new RecipientFaults(registers.sealAddress);
    this.#isPosted = isPostedAs(origin.format);
  }

  /** Takes events of one origin; they are not needed afterwards. */
  add(originId: number, events: readonly DeliveryEvent[]): void {
    if (events.length === 0) return;
    const { classify } = this.judge;
    const { labelSets, mxHosts } = this.registers;
    const reach = this.#reachOf(originId);
    this.size += events.length;
    for (let i = 0; i < events.length; i++) {
      const event = storableEvent(events[i]!);
      const verdict = classify(event);
      extend(reach, event);
      this.days.add(dayOf(event.at));
      const labelSetId = labelSets.idOf(event, verdict);
      const mxHostId = mxHosts.idOf(event);
      if (labelSetId === undefined || mxHostId === undefined || this.#isPosted || mayBeReported(event))
        this.#waiting.push({ reach, event, verdict });
      else this.#write(reach, event, verdict, labelSetId, mxHostId, null);
    }
  }

  /** Makes the rows that those who wait refer to: in statements of their own, so that others need not wait for the end
   * of the transaction. @returns what decides, in the transaction, about those who wait. */
  async resolve(client: PoolClient): Promise<(client: PoolClient) => Promise<void>> {
    const waiting = this.#waiting;
    const events = waiting.map(({ event }) => event);
    const verdicts = waiting.map(({ verdict }) => verdict);
    const labelSetIds = await this.registers.labelSets.idsOf(client, events, verdicts);
    const mxHostIds = await this.registers.mxHosts.idsOf(client, events);
    return async (transaction) => {
      const known = await findKnown(transaction, this.origin, events, this.registers.addressHash);
      for (const [i, { reach, event, verdict }] of waiting.entries())
        if (!known.events.has(i))
          this.#write(reach, event, verdict, labelSetIds[i]!, mxHostIds[i]!, known.bounceKeys.get(i) ?? null);
      this.#duplicates = known.events.size;
      this.#waiting = [];
    };
  }

  /** How many were known already. */
  get duplicates(): number {
    return this.#duplicates;
  }

  get reaches(): Reach[] {
    return [...this.#reaches.values()];
  }

  /** How many events of an origin count. */
  recordedOf(originId: number): number {
    return this.#reaches.get(originId)?.recorded ?? 0;
  }

  #reachOf(originId: number): Reach {
    const known = this.#reaches.get(originId);
    if (known) return known;
    const [firstPosition, firstAt] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const [lastPosition, lastAt] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const reach = { originId, recorded: 0, firstPosition, lastPosition, firstAt, lastAt };
    this.#reaches.set(originId, reach);
    return reach;
  }

  #write(
    reach: Reach,
    event: DeliveryEvent,
    verdict: Verdict,
    labelSetId: number,
    mxHostId: number,
    bounceKey: Hash64 | null,
  ): void {
    const { at, delayMs, recipient } = event;
    const { addressHash, keepsAddresses } = this.registers;
    reach.recorded++;
    this.tally.add(at, labelSetId);
    if (mxHostId !== 0) this.mxHostIds.add(mxHostId);
    if (delayMs !== null && countedOutcome(event) === 'delivered')
      this.delays.add(at, verdict.provider, delayMs);
    const row: EventRow = {
      originId: reach.originId,
      position: event.position,
      at,
      labelSetId,
      mxHostId,
      delayMs,
      recipientHash: addressHash.halvesOf(recipient),
      messageIdHash: addressHash.halvesOf(event.messageId),
      recipient: recipient && maskAddress(recipient),
      queueId: event.queueId,
      diagnostic: isFailure(event.outcome) ? redactAddresses(event.diagnostic ?? '') : null,
      bounceKey,
    };
    this.copy.add(row);
    this.faults.add(event, verdict, row);
    if (keepsAddresses && recipient !== null) this.recipients.push(recipient);
  }
}

/** Records are not in the order of their times, nor events always in that of their records. */
function extend(reach: Reach, { position, at }: DeliveryEvent): void {
  if (position < reach.firstPosition) reach.firstPosition = position;
  if (position > reach.lastPosition) reach.lastPosition = position;
  if (at < reach.firstAt) reach.firstAt = at;
  if (at > reach.lastAt) reach.lastAt = at;
}
