import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { type Db, openDb } from '@/lib/db';
import { seededRandom } from '../bench/seeded-random';
import { bounceboard, type Running } from '../bin/bounceboard';
import { type RedisServer, startRedis } from '../queues/redis-server';
import { type Counts, countsIn, type KnownLog } from './known-log';

/** Two workers that follow one file, with a PostgreSQL (and a Redis) of their own that may be killed. */
export class Machine {
  #postgres!: EmbeddedPostgres;
  #port = 0;
  #workers: Running[] = [];
  #isOver = false;
  db!: Db;

  private constructor(
    readonly folder: string,
    readonly redis: RedisServer | null,
  ) {}

  static async start(backend: string): Promise<Machine> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-machine-'));
    const machine = new Machine(folder, backend === 'Redis' ? await startRedis() : null);
    await machine.startPostgres();
    machine.#port = Number(new URL(machine.#postgres.url).port);
    machine.db = openDb(machine.#postgres.url, 2);
    const settings = { DATABASE_URL: machine.#postgres.url, REDIS_URL: machine.redis?.url ?? '' };
    expect(await bounceboard(['migrate'], settings).ended).toMatchObject({ code: 0 });
    await fs.writeFile(machine.file, '');
    for (let n = 0; n < 2; n++) machine.#startWorker();
    return machine;
  }

  get file(): string {
    return path.join(this.folder, 'mail.log');
  }

  get workers(): readonly Running[] {
    return this.#workers;
  }

  /** Whoever ends before its time is started again, as a supervisor does. */
  #startWorker(): void {
    const running = bounceboard(['worker'], {
      DATABASE_URL: this.#postgres.url,
      ...(this.redis && { REDIS_URL: this.redis.url }),
      BOUNCEBOARD_LOGS: this.file,
      BOUNCEBOARD_TIME_ZONE: 'UTC',
      BOUNCEBOARD_ADMIN_PORT: '0',
      BOUNCEBOARD_DATA: path.join(this.folder, 'data'),
    });
    this.#workers.push(running);
    void running.ended.then(async () => {
      this.#workers = this.#workers.filter((one) => one !== running);
      await sleep(200);
      if (!this.#isOver) this.#startWorker();
    });
  }

  /** At the address that it had. What a killed server leaves behind may stand in the way for a while. */
  async startPostgres(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await checkFree(this.#port);
        this.#postgres = await startEmbeddedPostgres(path.join(this.folder, 'data'), this.#port);
        return;
      } catch (error) {
        if (attempt === 60) throw error;
        await sleep(500);
      }
    }
  }

  stopPostgres(): Promise<void> {
    return this.#postgres.stop();
  }

  /** Returns when all its processes have gone. */
  async killPostgres(): Promise<void> {
    const cluster = path.join(this.folder, 'data/postgres');
    const pidFile = path.join(cluster, 'postmaster.pid');
    const [pid] = (await fs.readFile(pidFile, 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    while (await isWorkedIn(cluster)) await sleep(50);
    // Where nobody takes note of its end, its process id looks as if it were still there.
    await fs.rm(pidFile, { force: true });
  }

  /** How far the file has been read, or `null` where the store does not say. */
  async position(): Promise<number | null> {
    const { _sum } = await this.db.fileGeneration
      .aggregate({ _sum: { position: true } })
      .catch(() => ({ _sum: { position: null } }));
    return _sum.position === null ? null : Number(_sum.position);
  }

  /** More has been read than when this was asked. */
  async progress(timeoutMs: number): Promise<void> {
    const before = await this.position();
    const until = Date.now() + timeoutMs;
    for (;;) {
      const now = await this.position();
      if (now !== null && (before === null || now > before)) return;
      if (Date.now() > until) throw new Error(`nothing was read since position ${before}\n${this.said()}`);
      await sleep(50);
    }
  }

  said(): string {
    return this.#workers.map(({ saying }) => saying().slice(-3_000)).join('\n');
  }

  async countsAtTheEnd(log: KnownLog, timeoutMs: number): Promise<Counts> {
    const until = Date.now() + timeoutMs;
    while ((await this.position()) !== log.bytes && Date.now() < until) await sleep(100);
    return countsIn(this.db);
  }

  /** All end in order when they are told to. */
  async drain(): Promise<void> {
    this.#isOver = true;
    const workers = [...this.#workers];
    for (const { child } of workers) child.kill('SIGTERM');
    const ends = await Promise.all(workers.map(({ ended }) => ended));
    expect(ends.map(({ code, err }) => (code === 0 ? '' : err))).toEqual(ends.map(() => ''));
  }

  async close(): Promise<void> {
    this.#isOver = true;
    for (const { child } of this.#workers) child.kill('SIGKILL');
    await Promise.all(this.#workers.map(({ ended }) => ended));
    await this.db.$disconnect();
    await this.#postgres.stop().catch(() => {}); // Where a test ended while it was down.
    await this.redis?.stop();
    await fs.rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

/** Whether a process has this folder as its own; one that has ended has none. */
async function isWorkedIn(folder: string): Promise<boolean> {
  const pids = (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const cwds = await Promise.all(pids.map((pid) => fs.readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return cwds.includes(folder);
}

/** @throws NodeJS.ErrnoException where somebody still listens there. */
async function checkFree(port: number): Promise<void> {
  const server = net.createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

/** Appends a log in pieces that end anywhere, also in the middle of a line, until told to write all the rest. */
export class SlowWriter {
  readonly #done: Promise<void>;
  #isHurried = false;
  #isStopped = false;

  constructor(log: KnownLog, to: string, { pieceBytes, restMs }: { pieceBytes: number; restMs: number }) {
    this.#done = this.#write(log, to, pieceBytes, restMs);
  }

  async #write({ file, bytes }: KnownLog, to: string, pieceBytes: number, restMs: number): Promise<void> {
    const random = seededRandom(11);
    const source = await fs.open(file);
    const buffer = Buffer.alloc(1 << 20);
    for (let at = 0; at < bytes && !this.#isStopped; ) {
      const wanted = this.#isHurried ? buffer.length : Math.ceil(pieceBytes * (0.5 + random()));
      const { bytesRead } = await source.read(buffer, 0, Math.min(wanted, buffer.length), at);
      await fs.appendFile(to, buffer.subarray(0, bytesRead));
      at += bytesRead;
      if (!this.#isHurried) await sleep(restMs);
    }
    await source.close();
  }

  /** Whatever is left is not written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  /** Everything has been written. */
  async finish({ atOnce }: { atOnce: boolean }): Promise<void> {
    this.#isHurried = atOnce;
    await this.#done;
  }
}
