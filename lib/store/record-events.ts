import pg, { type PoolClient } from 'pg';
import { AddressHash } from './address-hash';
import type { SealAddress } from './address-seal';
import { type Batch, joined, StaleRules } from './batch';
import { DimensionLimit } from './dimension-limit';
import { encodeBatch, type Resolved } from './encode-batch';
import { createPartitions, dayName, dayOf } from './event-days';
import { inOneTrip } from './in-one-trip';
import { keepUnparsed } from './keep-unparsed';
import type { KeptAddresses } from './kept-addresses';
import { findKnown } from './known-events';
import { LabelSets } from './label-sets';
import { moveLedgers } from './ledger';
import { MxHosts } from './mx-hosts';
import { noteRecorded } from './recorded-batches';
import { holdRules } from './rules-version';
import { SeenBySource } from './seen-by-source';
import { storableEvents } from './storable-event';

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
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, pipeline: true });
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
    const batches = given.map((one) => ({ ...one, events: storableEvents(one.events) }));
    const batch = joined(batches);
    const client = await this.#pool.connect();
    try {
      await this.#prepareDays(client, batch);
      const labelSetIds = await this.#labelSets.idsOf(client, batch.events, batch.verdicts);
      const mxHostIds = await this.#mxHosts.idsOf(client, batch.events);
      // Three round trips: what decides, what is written, and the commit. The answer to each waits for its turn on a
      // thread that parses.
      const [, , known] = await inOneTrip(
        client.query('BEGIN'),
        checkRules(client, batch),
        findKnown(client, batch, this.#addressHash),
      );
      const committed = await this.#write(client, batches, batch, { labelSetIds, mxHostIds, known });
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

  /** @returns what to call once it is committed. */
  async #write(
    client: PoolClient,
    batches: readonly Batch[],
    batch: Batch,
    resolved: Omit<Resolved, 'origins'>,
  ): Promise<(() => void)[]> {
    const { sourceId, events } = batch;
    const { labelSetIds, mxHostIds, known } = resolved;
    const unparsed = () => batches.map((one) => keepUnparsed(client, one));
    if (events.length === 0) {
      await inOneTrip(moveLedgers(client, batches, known), ...unparsed());
      return [];
    }
    const encoded = encodeBatch(
      batch,
      { ...resolved, origins: originsOf(batches) },
      this.#addressHash,
      this.#sealAddress,
    );
    const news = () => events.filter((_, i) => !known.events.has(i)).map((one) => one.recipient);
    // The ledger comes first: what another reader has committed fails there.
    const [, , seenLabelSets, seenMxHosts] = await inOneTrip(
      moveLedgers(client, batches, known),
      encoded.copy.write(client),
      this.#seenLabelSets.note(client, sourceId, labelSetIds),
      this.#seenMxHosts.note(client, sourceId, mxHostIds),
      encoded.faults.write(client, sourceId),
      encoded.tally.write(client, sourceId),
      encoded.delays.write(client, sourceId),
      noteRecorded(client, batches),
      moveWatermark(client, sourceId, encoded.watermark, known.events.size),
      this.#keptAddresses?.keep(client, sourceId, news(), this.#addressHash),
      ...unparsed(),
    );
    return [seenLabelSets, seenMxHosts];
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
}

/** Of each event, in order. */
function originsOf(batches: readonly Batch[]): Float64Array {
  const origins = new Float64Array(batches.reduce((sum, { events }) => sum + events.length, 0));
  let from = 0;
  for (const { originId, events } of batches) {
    origins.fill(originId, from, from + events.length);
    from += events.length;
  }
  return origins;
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
