import { setTimeout as sleep } from 'node:timers/promises';
import { filesNamed } from '@/lib/sources/list-inputs';
import { openGenerations } from '@/lib/store/file-generations';
import { setFault } from '@/lib/store/listened-sources';
import type { FollowerDeployment } from './deployment';
import { Faults } from './faults';
import { FollowedNames, type FollowedSource } from './followed-names';
import { type Watched, WatchedFiles } from './watched-files';

/** How often files are looked at: twice the delay that a line waits for its job on average. */
const POLL_MS = 100;
/** How often the sources and their patterns are read anew. */
const RESCAN_MS = 5_000;
/** A rotated file may still have its old writer for this long. */
const OLD_WRITER_MS = 86_400_000;

/** Follows files: a job for each that holds more than the ledger says was read. */
export class Follower {
  readonly #deployment: FollowerDeployment;
  readonly #sources: () => Promise<FollowedSource[]>;
  readonly #now: () => number;
  readonly #watched: WatchedFiles;
  readonly #faults: Faults;
  readonly #names: FollowedNames;
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
    this.#names = new FollowedNames(deployment, this.#watched, now);
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
    const [faults, watched, names] = [this.#faults, this.#watched, this.#names];
    const attempt = (file: Watched, action: () => Promise<void>) =>
      faults.attempt({ sourceId: file.generation.sourceId, what: file.path }, action);
    await faults.attempt({ sourceId: null, what: 'the list of sources' }, () => this.#rescan());
    for (const file of watched.all()) await attempt(file, () => watched.look(file));
    for (const name of names.all())
      await faults.attempt({ sourceId: name.source.id, what: name.path }, () => names.look(name));
    for (const { path, source } of names.empty())
      await faults.attempt({ sourceId: source.id, what: path }, () => names.lookAtEmpty(path));
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
        for (const path of files) found.add(this.#names.follow(source, path));
      }
    }
    this.#names.keep(found);
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
    const named = new Set([...this.#names.all()].map(({ generationId }) => generationId));
    for (const file of this.#watched.all()) {
      const { sourceId, id } = file.generation;
      const isSilent = file.stat.modifiedMs > 0 && this.#now() - file.stat.modifiedMs > OLD_WRITER_MS;
      if (!sourceIds.has(sourceId) || (isSilent && !file.lost && !named.has(Number(id))))
        this.#watched.remove(file);
    }
  }
}
