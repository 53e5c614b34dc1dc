import { findRotated } from '@/lib/ingest/rotated-file';
import { isCompressed } from '@/lib/sources/file-content';
import { IDENTITY_BYTES, lookAtWhole } from '@/lib/sources/file-look';
import { type FileStat, isSameFile, statFile } from '@/lib/sources/file-watch';
import { type FileGeneration, generationById, noteLook, noteSize, refOf } from '@/lib/store/file-generations';
import { isContinuedBy } from '@/lib/store/find-generation';
import { noteGap } from '@/lib/store/source-gaps';
import type { FollowerDeployment } from './deployment';
import { ReadSchedule } from './read-schedule';

/** What is nowhere to be found for this long is gone: rotation may take several steps. */
const PATIENCE_MS = 2_000;
/** How often it is looked for meanwhile. */
const SEARCH_MS = 250;

export interface Watched {
  generation: FileGeneration;
  path: string;
  stat: FileStat;
  /** Its size on disk says nothing about its content. */
  isPacked: boolean;
  /** Its content is not where it was, and is being looked for since then. */
  lost: { since: number; searchedAt: number; how: 'gone' | 'cut short' | 'written over' } | null;
}

const REASONS = {
  gone: 'the file was removed before all of it had been read',
  'cut short':
    'the file was cut short (copytruncate?) before all of it had been read, and no copy of it was found',
  'written over':
    'the file was cut short and had grown again before it was looked at: how much was lost is not known',
};

/** The generations of followed files, wherever rotation takes them, until all of them has been read. */
export class WatchedFiles {
  readonly #files = new Map<number, Watched>();
  readonly #deployment: FollowerDeployment;
  readonly #now: () => number;
  readonly #schedule: ReadSchedule;

  constructor(deployment: FollowerDeployment, now: () => number) {
    this.#deployment = deployment;
    this.#now = now;
    this.#schedule = new ReadSchedule(deployment.queues, now);
  }

  get(generationId: number): Watched | null {
    return this.#files.get(generationId) ?? null;
  }

  all(): Watched[] {
    return [...this.#files.values()];
  }

  /** From now on, as the store last saw it; what is known not to be there any more is looked for. */
  async add(generation: FileGeneration, { isThere = true, modifiedMs = 0 } = {}): Promise<void> {
    const { device, inode, birthMs, path, sizeBytes } = generation;
    const stat = { device, inode, birthMs, sizeBytes: Number(sizeBytes), modifiedMs };
    const isPacked = await isCompressed(path).catch(() => false); // Not readable now: looking at it will tell why.
    const lost = isThere ? null : { since: this.#now(), searchedAt: 0, how: 'gone' as const };
    this.#files.set(Number(generation.id), { generation, path, stat, isPacked, lost });
    this.#schedule.note(refOf(generation));
  }

  remove({ generation }: Watched): void {
    this.#files.delete(Number(generation.id));
    this.#schedule.forget(refOf(generation));
  }

  /** Whether it has grown, has moved or is gone. */
  async look(watched: Watched): Promise<void> {
    if (watched.lost) return this.#search(watched, watched.lost.how);
    const before = watched.stat;
    const now = await statFile(watched.path);
    if (!now || !isSameFile(before, now)) return this.#search(watched, 'gone');
    const { isPacked } = watched;
    if (now.sizeBytes < before.sizeBytes && !isPacked) return this.#search(watched, 'cut short');
    const hasGrown = now.sizeBytes > before.sizeBytes && !isPacked;
    if (!hasGrown && now.modifiedMs === before.modifiedMs) return;
    const ref = refOf(watched.generation);
    // Until there is enough to tell it by, growth adds to that.
    if (!hasGrown || watched.generation.headBytes < IDENTITY_BYTES) {
      watched.stat = now;
      return this.verify(watched);
    }
    // Else it has grown still when it is looked at again.
    if (await noteSize(this.#deployment.db, ref, now.sizeBytes)) watched.stat = now;
    await this.#schedule.grown(ref);
  }

  /** Asks for everything that is behind. @returns those whose reading has stopped at a fault. */
  async queueBehind(): Promise<Watched[]> {
    const faulty = await this.#schedule.round(this.#deployment.db);
    return faulty.flatMap(({ generationId }) => this.#files.get(generationId) ?? []);
  }

  /** Whether what was read of it still stands there; if so it is read on. */
  async verify(watched: Watched): Promise<void> {
    const { db } = this.#deployment;
    const ref = refOf(watched.generation);
    const look = await lookAtWhole(watched.path);
    if (!(await isContinuedBy(look, await generationById(db, ref))))
      return this.#search(watched, 'written over');
    if (watched.isPacked || watched.generation.headBytes < IDENTITY_BYTES) {
      await noteLook(db, ref, look);
      watched.generation = await generationById(db, ref);
    }
    await this.#schedule.grown(ref);
  }

  async #search(watched: Watched, how: keyof typeof REASONS): Promise<void> {
    const now = this.#now();
    watched.lost ??= { since: now, searchedAt: 0, how };
    if (now - watched.lost.searchedAt < SEARCH_MS) return;
    watched.lost.searchedAt = now;
    const { db, log } = this.#deployment;
    const generation = await generationById(db, refOf(watched.generation));
    const found = await findRotated(db, generation);
    if (found) {
      await noteLook(db, refOf(generation), found);
      await this.add(await generationById(db, refOf(generation)), found);
      return;
    }
    if (now - watched.lost.since < PATIENCE_MS) return;
    const unread = Number(generation.sizeBytes - generation.position);
    const gap = { reason: REASONS[watched.lost.how], isKnown: watched.lost.how !== 'written over' };
    if (!(await noteGap(db, refOf(generation), gap))) return;
    this.remove(watched);
    if (unread > 0) log.error({ path: watched.path, bytes: gap.isKnown ? unread : null }, gap.reason);
  }
}
