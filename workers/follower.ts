import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { registerLook } from '@/lib/ingest/register-file';
import { registerMissed } from '@/lib/ingest/rotated-file';
import { IDENTITY_BYTES, lookAtWhole } from '@/lib/sources/file-look';
import { type FileStat, isSameFile, statFile } from '@/lib/sources/file-watch';
import { filesNamed } from '@/lib/sources/list-inputs';
import {
  type GenerationRef,
  generationById,
  lastUnderName,
  openGenerations,
} from '@/lib/store/file-generations';
import { isContinuedBy } from '@/lib/store/find-generation';
import { setFault } from '@/lib/store/listened-sources';
import type { FollowerDeployment } from './deployment';
import { Faults } from './faults';
import { type Watched, WatchedFiles } from './watched-files';

/** How often files are looked at: twice the delay that a line waits for its job on average. */
const POLL_MS = 100;
/** How often the sources and their patterns are read anew. */
const RESCAN_MS = 5_000;
/** What could not be met is tried again after this long. */
const RETRY_MS = 1_000;
/** A compressed file without an end is being written; one that nobody has written to for this long is cut off. */
const COMPRESSING_MS = 60_000;
/** A rotated file may still have its old writer for this long. */
const OLD_WRITER_MS = 86_400_000;

const LF = 10;

export interface FollowedSource {
  id: number;
  name: string;
  kind: string;
  format: string;
  paths: string[];
}

/** A name that is followed, and what it meant when it was last looked at. */
interface Name {
  source: FollowedSource;
  path: string;
  stat: FileStat | null;
  /** `null` while there is nothing to tell its file by. */
  generationId: number | null;
  retryAt: number;
  /** By this process. */
  isMet: boolean;
}

/** Follows files: a job for each that holds more than the ledger says was read. */
export class Follower {
  readonly #deployment: FollowerDeployment;
  readonly #sources: () => Promise<FollowedSource[]>;
  readonly #now: () => number;
  readonly #watched: WatchedFiles;
  readonly #faults: Faults;
  /** Rotated files that nothing has been written to: the name each was rotated from. */
  readonly #empty = new Map<string, { source: FollowedSource; name: string }>();
  readonly #names = new Map<string, Name>();
  readonly #knownSources = new Set<number>();
  /** What the page of the sources was last told. */
  readonly #shown = new Map<number, string | null>();
  #scannedAt = 0;

  constructor(
    deployment: FollowerDeployment,
    sources: () => Promise<FollowedSource[]>,
    now: () => number = Date.now,
  ) {
    this.#deployment = deployment;
    this.#sources = sources;
    this.#now = now;
    this.#watched = new WatchedFiles(deployment, now);
    this.#faults = new Faults(deployment.log);
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.round();
      await sleep(POLL_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }

  /** One look at everything. What a name meant before is looked for before what it means now is met. */
  async round(): Promise<void> {
    const [faults, watched] = [this.#faults, this.#watched];
    const attempt = (file: Watched, action: () => Promise<void>) =>
      faults.attempt({ sourceId: file.generation.sourceId, what: file.path }, action);
    await faults.attempt({ sourceId: null, what: 'the list of sources' }, () => this.#rescan());
    for (const file of watched.all()) await attempt(file, () => watched.look(file));
    for (const name of this.#names.values())
      await faults.attempt({ sourceId: name.source.id, what: name.path }, () => this.#look(name));
    for (const [path, { source }] of this.#empty)
      await faults.attempt({ sourceId: source.id, what: path }, () => this.#lookAtEmpty(path));
    await faults.attempt({ sourceId: null, what: 'the queue' }, async () => {
      for (const file of await watched.queueBehind()) await attempt(file, () => watched.verify(file));
    });
    await faults.attempt({ sourceId: null, what: 'the store' }, () => this.#showFaults());
  }

  /** On the page of the sources. */
  async #showFaults(): Promise<void> {
    for (const id of this.#knownSources) {
      const fault = this.#faults.ofSource(id);
      if (this.#shown.get(id) === fault) continue;
      await setFault(this.#deployment.db, id, fault);
      this.#shown.set(id, fault);
    }
  }

  async #rescan(): Promise<void> {
    if (this.#now() - this.#scannedAt < RESCAN_MS) return;
    const sources = await this.#sources();
    await this.#restore(sources.filter(({ id }) => !this.#knownSources.has(id)));
    const found = new Set<string>();
    for (const source of sources) {
      for (const word of source.paths) {
        const files = await filesNamed(word);
        const none = files.length > 0 ? null : 'the pattern matches no file';
        this.#faults.note({ sourceId: source.id, what: word }, none);
        for (const path of files) {
          const key = `${source.id} ${path}`;
          found.add(key);
          if (!this.#names.has(key))
            this.#names.set(key, { source, path, stat: null, generationId: null, retryAt: 0, isMet: false });
        }
      }
    }
    for (const key of this.#names.keys()) if (!found.has(key)) this.#names.delete(key);
    this.#letGo(new Set(sources.map(({ id }) => id)));
    this.#scannedAt = this.#now();
  }

  /** Takes up what an earlier run was not done with, wherever it has been rotated to since. */
  async #restore(sources: FollowedSource[]): Promise<void> {
    if (sources.length === 0) return;
    const ids = sources.map(({ id }) => id);
    const open = await openGenerations(this.#deployment.db, ids, new Date(this.#now() - OLD_WRITER_MS));
    for (const generation of open) await this.#watched.add(generation);
    for (const id of ids) this.#knownSources.add(id);
  }

  /** Rotated files that have been silent for long, and those of sources that are not followed any more. */
  #letGo(sourceIds: Set<number>): void {
    for (const id of this.#knownSources) if (!sourceIds.has(id)) this.#knownSources.delete(id);
    const named = new Set([...this.#names.values()].map(({ generationId }) => generationId));
    for (const file of this.#watched.all()) {
      const { sourceId, id } = file.generation;
      const isSilent = file.stat.modifiedMs > 0 && this.#now() - file.stat.modifiedMs > OLD_WRITER_MS;
      if (!sourceIds.has(sourceId) || (isSilent && !file.lost && !named.has(Number(id))))
        this.#watched.remove(file);
    }
  }

  async #look(name: Name): Promise<void> {
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
  async #meet({ source, path, isMet }: Name, now: FileStat): Promise<GenerationRef | null> {
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

  async #lookAtEmpty(path: string): Promise<void> {
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
