import fs from 'node:fs/promises';
import { registerLook } from '@/lib/ingest/register-file';
import { registerMissed } from '@/lib/ingest/rotated-file';
import { IDENTITY_BYTES, lookAtWhole } from '@/lib/sources/file-look';
import { type FileStat, isSameFile, statFile } from '@/lib/sources/file-watch';
import { type GenerationRef, generationById, lastUnderName } from '@/lib/store/file-generations';
import { isContinuedBy } from '@/lib/store/find-generation';
import type { FollowerDeployment } from './deployment';
import type { WatchedFiles } from './watched-files';

/** What could not be met is tried again after this long. */
const RETRY_MS = 1_000;
/** A compressed file without an end is being written; one that nobody has written to for this long is cut off. */
const COMPRESSING_MS = 60_000;

const LF = 10;

export interface FollowedSource {
  id: number;
  name: string;
  kind: string;
  format: string;
  paths: string[];
}

/** A name that is followed, and what it meant when it was last looked at. */
interface FollowedName {
  source: FollowedSource;
  path: string;
  stat: FileStat | null;
  /** `null` while there is nothing to tell its file by. */
  generationId: number | null;
  retryAt: number;
  /** By this process. */
  isMet: boolean;
}

/** The names that are followed, and which file each means now: what a name comes to mean is watched from then on. */
export class FollowedNames {
  readonly #deployment: FollowerDeployment;
  readonly #watched: WatchedFiles;
  readonly #now: () => number;
  readonly #names = new Map<string, FollowedName>();
  /** Rotated files that nothing has been written to: the name each was rotated from. */
  readonly #empty = new Map<string, { source: FollowedSource; name: string }>();

  constructor(deployment: FollowerDeployment, watched: WatchedFiles, now: () => number) {
    this.#deployment = deployment;
    this.#watched = watched;
    this.#now = now;
  }

  all(): Iterable<FollowedName> {
    return this.#names.values();
  }

  empty(): { path: string; source: FollowedSource }[] {
    return [...this.#empty].map(([path, { source }]) => ({ path, source }));
  }

  /** @returns the key to keep it by. */
  follow(source: FollowedSource, path: string): string {
    const key = `${source.id} ${path}`;
    if (!this.#names.has(key))
      this.#names.set(key, { source, path, stat: null, generationId: null, retryAt: 0, isMet: false });
    return key;
  }

  /** Names that no pattern gives any more are let go. */
  keep(keys: Set<string>): void {
    for (const key of this.#names.keys()) if (!keys.has(key)) this.#names.delete(key);
  }

  /** Whether it means another file than it did. */
  async look(name: FollowedName): Promise<void> {
    if (this.#now() < name.retryAt) return;
    const now = await statFile(name.path);
    if (!now) {
      // Rotated away without a successor as yet, or never there.
      if (name.generationId === null && name.stat === null) throw new Error('there is no such file (yet)');
      name.stat = null;
      return;
    }
    const watched = name.generationId === null ? null : this.#watched.get(name.generationId);
    const isThere = watched && !watched.lost && isSameFile(watched.stat, now);
    if (isThere || isUnchanged(name.stat, now)) return;
    name.retryAt = this.#now() + RETRY_MS;
    const ref = await this.#meet(name, now);
    name.generationId = ref?.generationId ?? null;
    name.stat = now;
    name.isMet ||= ref !== null;
    name.retryAt = 0;
  }

  /** `null` while there is nothing to tell the file or its format by. */
  async #meet({ source, path, isMet }: FollowedName, now: FileStat): Promise<GenerationRef | null> {
    const { db } = this.#deployment;
    const look = await lookAtWhole(await fs.realpath(path));
    // Half a first line is how many files begin.
    if (look.head.length < IDENTITY_BYTES && !look.head.includes(LF)) return null;
    if (!look.isWhole && this.#now() - now.modifiedMs < COMPRESSING_MS)
      throw new Error('a compressed file that has no end yet: it is still being written');
    const last = await lastUnderName(db, source.id, path);
    const isAnother = last !== null && !(await isContinuedBy(look, last));
    if (isAnother && !this.#watched.get(Number(last.id))) await this.#watched.add(last, { isThere: false });
    if (last && (isAnother || !isMet)) {
      const { registered, empty } = await registerMissed(db, source, last);
      for (const missed of registered) await this.#watch(source, missed);
      for (const at of empty) this.#empty.set(at, { source, name: path });
    }
    return this.#watch(source, await registerLook(db, source, look, path), now);
  }

  async lookAtEmpty(path: string): Promise<void> {
    const stat = await statFile(path);
    if (stat?.sizeBytes === 0) return;
    const { source, name } = this.#empty.get(path)!;
    if (stat)
      await this.#watch(
        source,
        await registerLook(this.#deployment.db, source, await lookAtWhole(path), name),
      );
    this.#empty.delete(path);
  }

  async #watch(
    source: FollowedSource,
    { generationId, format }: { generationId: number; format: string | null },
    seen?: FileStat,
  ): Promise<GenerationRef | null> {
    if (format === null) return null;
    const ref = { sourceId: source.id, generationId };
    await this.#watched.add(await generationById(this.#deployment.db, ref), seen);
    return ref;
  }
}

const isUnchanged = (before: FileStat | null, now: FileStat): boolean =>
  before !== null &&
  isSameFile(before, now) &&
  before.sizeBytes === now.sizeBytes &&
  before.modifiedMs === now.modifiedMs;
