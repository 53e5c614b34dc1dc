import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Db } from '@/lib/db';
import { readFile } from '@/lib/ingest/read-file';
import { openLog } from '@/lib/log';
import type { GenerationRef } from '@/lib/store/file-generations';
import type { EventRecorder } from '@/lib/store/record-events';
import { ensureSource } from '@/lib/store/sources';
import { Follower } from '@/workers/follower';
import { recorderThat } from '../store/record';

/** Between two rounds goes by more than anything in the follower waits for. */
const ROUND_MS = 6_000;

/** A follower and a reader of its jobs on a real store, with rounds and a clock that the test turns. */
export class FollowerRoom {
  readonly #db: Db;
  readonly #jobs = new Map<number, GenerationRef>();
  readonly #recorder: EventRecorder;
  #follower!: Follower;
  #now = Date.now();
  /** Thrown by the next commit: before anything is written, or after all of it. */
  failNextCommit: 'before' | 'after' | null = null;

  private constructor(
    store: { db: Db; recorder: EventRecorder },
    readonly sourceId: number,
    readonly folder: string,
    readonly words: string[],
  ) {
    this.#db = store.db;
    this.#recorder = store.recorder;
    this.restart();
  }

  /** Follows `words` in a folder of its own, as a source of its own. */
  static async open(store: { db: Db; recorder: EventRecorder }, ...words: string[]): Promise<FollowerRoom> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-follow-'));
    const paths = words.map((word) => path.join(folder, word));
    const name = path.basename(folder);
    const source = await ensureSource(store.db, {
      name,
      kind: 'file',
      format: 'postfix',
      paths,
      timeZone: 'UTC',
    });
    // Every room writes the same lines: to a store that knows another's files they would be copies of those.
    await store.db.fileGeneration.deleteMany({ where: { sourceId: { not: source.id } } });
    return new FollowerRoom(store, source.id, folder, paths);
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  /** A new process: it knows what the store knows. */
  restart(): void {
    const { folder, words: paths, sourceId: id } = this;
    const source = { id, name: path.basename(folder), kind: 'file', format: 'postfix', paths };
    const queues = { add: async (_: string, ref: unknown) => this.#add(ref as GenerationRef) };
    const deployment = { db: this.#db, log: openLog('silent', 'test'), queues };
    this.#jobs.clear();
    this.#follower = new Follower(
      deployment,
      async () => [source],
      () => this.#now,
    );
  }

  #add(ref: GenerationRef): void {
    this.#jobs.set(ref.generationId, ref);
  }

  /** One look at everything, and every job that it asks for. */
  async round(): Promise<void> {
    await this.#follower.round();
    this.#now += ROUND_MS;
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const ref of jobs) {
      const reading = { db: this.#db, recorder: this.#failing(), owner: 'worker', now: () => new Date() };
      // Kept with the generation, for the follower to see.
      await readFile(reading, ref, { isComplete: false }).catch(() => {});
    }
  }

  async rounds(count: number): Promise<void> {
    for (let round = 0; round < count; round++) await this.round();
  }

  #failing(): EventRecorder {
    return recorderThat(this.#recorder, async (...given) => {
      const fail = this.failNextCommit;
      this.failNextCommit = null;
      if (fail === 'before') throw new Error('killed before the commit');
      await this.#recorder.record(...given);
      if (fail === 'after') throw new Error('killed after the commit');
    });
  }

  /** Queue ids of the stored events, each as often as it is stored. */
  async counted(): Promise<string[]> {
    const rows = await this.#db.event.findMany({
      where: { sourceId: this.sourceId },
      select: { queueId: true },
    });
    return rows.map(({ queueId }) => queueId!).sort();
  }

  /** Events that the rollups of the widest buckets count. */
  async rolledUp(): Promise<number> {
    const where = { sourceId: this.sourceId, bucketMinutes: 1440 };
    const { _sum } = await this.#db.rollup.aggregate({ where, _sum: { events: true } });
    return Number(_sum.events ?? 0);
  }

  gaps() {
    return this.#db.sourceGap.findMany({
      where: { sourceId: this.sourceId },
      select: { bytes: true, reason: true },
      orderBy: { originId: 'asc' },
    });
  }

  faults() {
    return this.#db.fileGeneration.findMany({
      where: { sourceId: this.sourceId, fault: { not: null } },
      select: { fault: true },
    });
  }

  /** What the page of the sources says of this one. */
  async fault(): Promise<string | null> {
    return (await this.#db.source.findUniqueOrThrow({ where: { id: this.sourceId } })).fault;
  }

  async close(): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true });
  }
}
