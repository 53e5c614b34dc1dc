import pg, { type PoolClient } from 'pg';
import { AddressHash } from './address-hash';
import type { SealAddress } from './address-seal';
import { type Batch, StaleRules } from './batch';
import { DimensionLimit } from './dimension-limit';
import { createPartitions, dayName, dayOf } from './event-days';
import { EventSheet, type Judge, type Registers, type SheetOrigin } from './event-sheet';
import { inOneTrip } from './in-one-trip';
import { keepUnparsed } from './keep-unparsed';
import type { KeptAddresses } from './kept-addresses';
import { LabelSets } from './label-sets';
import { moveLedgers } from './ledger';
import { MxHosts } from './mx-hosts';
import { noteRecorded } from './recorded-batches';
import { holdRules } from './rules-version';
import { SeenBySource } from './seen-by-source';

/** Prisma has no COPY, so this one path writes Prisma's tables on a raw connection. */
export class EventRecorder {
  readonly #pool: pg.Pool;
  readonly #registers: Registers;
  readonly #seenLabelSets = new SeenBySource('label_set');
  readonly #seenMxHosts = new SeenBySource('mx_host');
  /** `null`: no address is kept in full. */
  readonly #keptAddresses: KeptAddresses | null;
  readonly #knownDays = new Set<number>();
  /** The day on which they were written down as such: retention goes by it. */
  #knownOn = 0;

  private constructor(pool: pg.Pool, registers: Registers, keptAddresses: KeptAddresses | null) {
    this.#pool = pool;
    this.#registers = registers;
    this.#keptAddresses = keptAddresses;
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
      const [mxHosts, addressHash] = [new MxHosts(), new AddressHash(addressKey)];
      const keepsAddresses = keptAddresses !== null;
      const registers = { labelSets, mxHosts, addressHash, sealAddress, keepsAddresses };
      return new EventRecorder(pool, registers, keptAddresses);
    } finally {
      client.release();
    }
  }

  /** Takes the events of what is recorded together next. */
  sheet(origin: SheetOrigin, judge: Judge): EventSheet {
    return new EventSheet(origin, judge, this.#registers);
  }

  /**
   * Commits a batch, or several of one source and format that follow each other, with the sheet of their events: all of
   * it or nothing, and no sheet twice.
   * @throws StaleRules where the own rules have changed since the events were judged: they are to be judged anew.
   * @throws LedgerConflict where the batch has been committed before, or its reader has lost the lease.
   */
  async record(sheet: EventSheet, ...batches: Batch[]): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await this.#prepareDays(client, sheet.days);
      const decide = await sheet.resolve(client);
      // Three round trips: what decides, what is written, and the commit. The answer to each waits for its turn on a
      // thread that parses.
      await inOneTrip(client.query('BEGIN'), checkRules(client, sheet.judge), decide(client));
      const committed = await this.#write(client, sheet, batches);
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
  async #write(client: PoolClient, sheet: EventSheet, batches: readonly Batch[]): Promise<(() => void)[]> {
    const { sourceId } = sheet.origin;
    const unparsed = () => batches.map((one) => keepUnparsed(client, one));
    if (sheet.size === 0) {
      await inOneTrip(moveLedgers(client, batches, sheet), ...unparsed());
      return [];
    }
    const { reaches } = sheet;
    // The ledger comes first: what another reader has committed fails there.
    const [, , seenLabelSets, seenMxHosts] = await inOneTrip(
      moveLedgers(client, batches, sheet),
      sheet.copy.write(client),
      this.#seenLabelSets.note(client, sourceId, sheet.tally.labelSetIds),
      this.#seenMxHosts.note(client, sourceId, sheet.mxHostIds),
      sheet.faults.write(client, sourceId),
      sheet.tally.write(client, sourceId),
      sheet.delays.write(client, sourceId),
      noteRecorded(client, sourceId, reaches),
      moveWatermark(client, sourceId, Math.max(...reaches.map(({ lastAt }) => lastAt)), sheet.duplicates),
      this.#keptAddresses?.keep(client, sourceId, sheet.recipients, this.#registers.addressHash),
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

  async #prepareDays(client: PoolClient, days: ReadonlySet<number>): Promise<void> {
    const today = dayOf(Date.now());
    if (today !== this.#knownOn) this.#knownDays.clear();
    this.#knownOn = today;
    const unknown = [...days].filter((day) => !this.#knownDays.has(day)).sort((a, b) => a - b);
    if (unknown.length === 0) return;
    await createPartitions(client, unknown);
    await client.query('UPDATE event_day SET last_written_at = now() WHERE day = ANY($1::date[])', [
      unknown.map(dayName),
    ]);
    for (const day of unknown) this.#knownDays.add(day);
  }
}

async function checkRules(client: PoolClient, { version }: Judge): Promise<void> {
  if (version === undefined) return;
  if ((await holdRules(client)) !== version) throw new StaleRules(version);
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
