import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import type { Db } from '@/lib/db';
import { ReplayLag } from './replay-lag';

/** A replica that is further behind is not asked: charts have buckets of five minutes, people wait for their own mail. */
const MOST_BEHIND_MS = 10_000;
const CHECK_EVERY_MS = 1_000;
/** What was found out so long ago is not believed any more: whoever asks then waits for the next answer. */
const BELIEVED_MS = 5_000;
/** A server that does not answer a question as small as that is away. */
const CHECK_TIMEOUT_MS = 3_000;
const QUERY_TIMEOUT_MS = 30_000;

/** A read replica, and whether it may be asked right now: it answers, is one, and has what the primary had lately. */
export class Replica {
  readonly #pool: pg.Pool;
  readonly #primary: Db;
  readonly #mostBehindMs: number;
  readonly factory: SqlDriverAdapterFactory;
  readonly #lag = new ReplayLag();
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | null = null;
  #fault: string | null = 'it was not asked yet';

  /** @param told of every change: the fault for which it is not asked any more, or `null` when it is asked again. */
  constructor(
    url: string,
    primary: Db,
    private readonly told: (fault: string | null) => void,
    mostBehindMs = MOST_BEHIND_MS,
  ) {
    const timeouts = { connectionTimeoutMillis: CHECK_TIMEOUT_MS, query_timeout: QUERY_TIMEOUT_MS };
    this.#pool = new pg.Pool({ connectionString: url, max: 10, keepAlive: true, ...timeouts });
    // Every client on the pool listens to its errors, too.
    this.#pool.setMaxListeners(0);
    this.#pool.on('error', () => {}); // An idle connection broke: the next check says so.
    this.factory = new PrismaPg(this.#pool);
    this.#primary = primary;
    this.#mostBehindMs = mostBehindMs;
  }

  /** Why pages are read from the primary; `null`: they are read here. */
  get fault(): string | null {
    return this.#fault;
  }

  /** For how long it has not caught up, in seconds; `null`: it never had. */
  get behindSeconds(): number | null {
    const { reachedAt } = this.#lag;
    return reachedAt === null ? null : (Date.now() - reachedAt) / 1000;
  }

  async mayBeAsked(): Promise<boolean> {
    const age = Date.now() - this.#checkedAt;
    if (age > CHECK_EVERY_MS) {
      const checked = this.check();
      if (age > BELIEVED_MS) await checked;
    }
    return this.#fault === null;
  }

  /** What it was asked went wrong: until it has been looked at anew, nothing more is asked. */
  failed(error: Error): void {
    this.#become(`it failed to answer: ${error.message}`);
    this.#checkedAt = Date.now();
  }

  check(): Promise<void> {
    this.#checking ??= this.#look()
      .then(
        (fault) => this.#become(fault),
        (error: Error & { code?: string }) =>
          this.#become(`it does not answer: ${error.message || error.code}`),
      )
      .finally(() => {
        this.#checkedAt = Date.now();
        this.#checking = null;
      });
    return this.#checking;
  }

  async #look(): Promise<string | null> {
    const at = Date.now();
    const [primary] = await this.#primary.$queryRaw<[{ position: string }]>`
      SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::text AS position`;
    this.#lag.primaryAt(at, BigInt(primary.position));
    const { rows } = await this.#pool.query<{ standby: boolean; position: string | null }>({
      text: `SELECT pg_is_in_recovery() AS standby, (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::text AS position`,
      query_timeout: CHECK_TIMEOUT_MS,
    } as pg.QueryConfig);
    const { standby, position } = rows[0]!;
    if (!standby) return 'it is no replica: it takes changes of its own';
    this.#lag.replicaAt(BigInt(position ?? 0));
    if (this.#lag.reachedAt === null) return 'it has not caught up yet';
    const behindMs = Date.now() - this.#lag.reachedAt;
    return behindMs > this.#mostBehindMs ? `it is ${Math.round(behindMs / 1000)} s behind` : null;
  }

  #become(fault: string | null): void {
    const isChange = (fault === null) !== (this.#fault === null);
    this.#fault = fault;
    if (isChange) this.told(fault);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
