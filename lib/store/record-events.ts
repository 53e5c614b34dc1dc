import pg, { type PoolClient } from 'pg';
import { countedOutcome } from '@/lib/mail/counted-outcome';
import { isFailure } from '@/lib/mail/delivery-event';
import { maskAddress, redactAddresses } from '@/lib/mail/masked-address';
import { AddressHash } from './address-hash';
import type { SealAddress } from './address-seal';
import { type Batch, joined, StaleRules } from './batch';
import { DelayTally } from './delay-rollups';
import { DimensionLimit } from './dimension-limit';
import { EventCopy, type EventRow } from './event-copy';
import { createPartitions, dayName, dayOf } from './event-days';
import { keepUnparsed } from './keep-unparsed';
import type { KeptAddresses } from './kept-addresses';
import { findKnown, type Known } from './known-events';
import { LabelSets } from './label-sets';
import { moveLedgers } from './ledger';
import { MxHosts } from './mx-hosts';
import { RecipientFaults } from './recipient-faults';
import { noteRecorded } from './recorded-batches';
import { RollupTally } from './rollups';
import { holdRules } from './rules-version';
import { SeenBySource } from './seen-by-source';
import { storableEvent } from './storable-event';

/** Prisma has no COPY, so this one path writes Prisma's tables on a raw connection. */
export class EventRecorder {
  readonly #pool: pg.Pool;
  readonly #labelSets: LabelSets;
  readonly #mxHosts = new MxHosts();
  readonly #seenLabelSets = new SeenBySource('label_set');
  readonly #seenMxHosts = new SeenBySource('mx_host');
  readonly #addressHash: AddressHash;
  /** `null`: no address is kept in full. */
  readonly #keptAddresses: KeptAddresses | null;
  /** Of what speaks for a suppression; `null`: it is not kept either. */
  readonly #sealAddress: SealAddress | null;
  readonly #knownDays = new Set<number>();
  /** The day on which they were written down as such: retention goes by it. */
  #knownOn = 0;

  private constructor(
    pool: pg.Pool,
    labelSets: LabelSets,
    addressHash: AddressHash,
    keptAddresses: KeptAddresses | null,
    sealAddress: SealAddress | null,
  ) {
    this.#pool = pool;
    this.#labelSets = labelSets;
    this.#addressHash = addressHash;
    this.#keptAddresses = keptAddresses;
    this.#sealAddress = sealAddress;
  }

  static async open(
    databaseUrl: string,
    addressKey: string,
    keptAddresses: KeptAddresses | null = null,
    sealAddress: SealAddress | null = null,
  ): Promise<EventRecorder> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    pool.on('error', () => {}); // An idle connection broke: the pool opens another when it is next asked.
    // A connection that broke in use fails the next statement; unheard, it would end the process first.
    pool.on('connect', (client) => client.on('error', () => {}));
    const client = await pool.connect();
    try {
      const labelSets = new LabelSets(await DimensionLimit.load(client));
      return new EventRecorder(pool, labelSets, new AddressHash(addressKey), keptAddresses, sealAddress);
    } finally {
      client.release();
    }
  }

  /**
   * Commits a batch, or several of one source and format that follow each other: all of it or nothing.
   * @throws StaleRules where the own rules have changed since the batch was judged: it is to be judged anew.
   * @throws LedgerConflict where the batch has been committed before, or its reader has lost the lease.
   */
  async record(...given: Batch[]): Promise<void> {
    const batches = given.map((one) => ({ ...one, events: one.events.map(storableEvent) }));
    const batch = joined(batches);
    const committed: (() => void)[] = [];
    const client = await this.#pool.connect();
    try {
      await this.#prepareDays(client, batch);
      const labelSetIds = await this.#labelSets.idsOf(client, batch.events, batch.verdicts);
      const mxHostIds = await this.#mxHosts.idsOf(client, batch.events);
      await client.query('BEGIN');
      await checkRules(client, batch);
      const known = await findKnown(client, batch, this.#addressHash);
      await moveLedgers(client, batches, known);
      if (batch.events.length > 0) {
        const origins = batches.flatMap(({ originId, events }) => events.map(() => originId));
        const encoded = this.#encode(batch, origins, labelSetIds, mxHostIds, known);
        const { copy, tally, delays, watermark, faults } = encoded;
        await copy.write(client);
        committed.push(await this.#seenLabelSets.note(client, batch.sourceId, labelSetIds));
        committed.push(await this.#seenMxHosts.note(client, batch.sourceId, mxHostIds));
        await faults.write(client, batch.sourceId);
        await tally.write(client, batch.sourceId);
        await delays.write(client, batch.sourceId);
        await noteRecorded(client, batches);
        await moveWatermark(client, batch.sourceId, watermark, known.events.size);
        const recipients = batch.events.filter((_, i) => !known.events.has(i)).map((one) => one.recipient);
        await this.#keptAddresses?.keep(client, batch.sourceId, recipients, this.#addressHash);
      }
      for (const one of batches) await keepUnparsed(client, one);
      await client.query('COMMIT');
      for (const remember of committed) remember();
      client.release();
    } catch (error) {
      this.#knownDays.clear(); // Retention may have dropped a partition since.
      // What state the transaction is in is not worth finding out: the server rolls back with the connection.
      client.release(true);
      throw error;
    }
  }

  /** Makes the partitions of the coming days before the first event of each has to wait for it. */
  async createDaysAhead(now: Date, days: number): Promise<void> {
    const today = dayOf(now.getTime());
    const client = await this.#pool.connect();
    try {
      await createPartitions(
        client,
        Array.from({ length: days + 1 }, (_, ahead) => today + ahead),
      );
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #prepareDays(client: PoolClient, batch: Batch): Promise<void> {
    const today = dayOf(Date.now());
    if (today !== this.#knownOn) this.#knownDays.clear();
    this.#knownOn = today;
    const days = new Set(batch.events.map(({ at }) => dayOf(at)));
    const unknown = [...days].filter((day) => !this.#knownDays.has(day)).sort((a, b) => a - b);
    if (unknown.length === 0) return;
    await createPartitions(client, unknown);
    await client.query('UPDATE event_day SET last_written_at = now() WHERE day = ANY($1::date[])', [
      unknown.map(dayName),
    ]);
    for (const day of unknown) this.#knownDays.add(day);
  }

  #encode(batch: Batch, origins: number[], labelSetIds: Int32Array, mxHostIds: Int32Array, known: Known) {
    const copy = new EventCopy(batch.sourceId);
    const tally = new RollupTally();
    const faults = new RecipientFaults(this.#sealAddress);
    const delays = new DelayTally();
    let watermark = Number.NEGATIVE_INFINITY;
    batch.events.forEach((event, i) => {
      const { at, position, delayMs, queueId, recipient } = event;
      if (at > watermark) watermark = at;
      if (known.events.has(i)) return;
      const labelSetId = labelSetIds[i]!;
      tally.add(at, labelSetId);
      if (delayMs !== null && countedOutcome(event) === 'delivered')
        delays.add(at, batch.verdicts[i]!.provider, delayMs);
      const row: EventRow = {
        originId: origins[i]!,
        position,
        at,
        labelSetId,
        mxHostId: mxHostIds[i]!,
        delayMs,
        recipientHash: this.#addressHash.of(recipient),
        messageIdHash: this.#addressHash.of(event.messageId),
        recipient: recipient && maskAddress(recipient),
        queueId,
        diagnostic: isFailure(event.outcome) ? redactAddresses(event.diagnostic ?? '') : null,
        bounceKey: known.bounceKeys.get(i) ?? null,
      };
      copy.add(row);
      faults.add(event, batch.verdicts[i]!, row);
    });
    return { copy, tally, delays, watermark, faults };
  }
}

async function checkRules(client: PoolClient, { rulesVersion }: Batch): Promise<void> {
  if (rulesVersion === undefined) return;
  if ((await holdRules(client)) !== rulesVersion) throw new StaleRules(rulesVersion);
}

async function moveWatermark(
  client: PoolClient,
  sourceId: number,
  watermark: number,
  duplicates: number,
): Promise<void> {
  await client.query(
    'UPDATE source SET watermark_at = greatest(watermark_at, $2), duplicates = duplicates + $3 WHERE id = $1',
    [sourceId, new Date(watermark), duplicates],
  );
}
