import { setTimeout as sleep } from 'node:timers/promises';
import { glob } from 'tinyglobby';
import { registerFile } from '@/lib/ingest/register-file';
import { type FileStat, findRotated, isSameFile, statFile } from '@/lib/sources/file-watch';
import { generationsBehind, lastGenerationAt, noteSize } from '@/lib/store/file-generations';
import { CONFIGURED_SOURCE, ensureSource, followedSources, setFollowedPaths } from '@/lib/store/sources';
import type { Deployment } from './deployment';

/** How often files are looked at: twice the delay that a line waits for its job on average. */
const POLL_MS = 250;
/** How often the sources and their globs are read anew. */
const RESCAN_MS = 5_000;

interface FollowedSource {
  id: number;
  format: string;
}

interface Followed {
  source: FollowedSource;
  path: string;
  stat: FileStat;
  /** `null` while the file is empty. */
  generationId: number | null;
  /** When it was last looked at after it could not be read on. */
  retriedAt: number;
}

/** Follows the files of this machine: a job for each that holds more than the ledger says was read. */
export async function followSources(deployment: Deployment): Promise<{ close(): Promise<void> }> {
  const { db, env } = deployment;
  if (env.logGlobs.length > 0) {
    const { timeZone, logGlobs: paths } = env;
    const source = await ensureSource(db, {
      name: CONFIGURED_SOURCE,
      kind: 'file',
      format: 'auto',
      paths,
      timeZone,
    });
    await setFollowedPaths(db, source.id, paths);
  }
  const stopping = new AbortController();
  const follower = new Follower(deployment);
  const done = follower.run(stopping.signal);
  return {
    async close() {
      stopping.abort();
      await done;
    },
  };
}

class Follower {
  readonly #deployment: Deployment;
  readonly #files = new Map<string, Followed>();
  readonly #faults = new Map<string, string>();
  #sources: (FollowedSource & { files: string[] })[] = [];
  #scannedAt = 0;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (Date.now() - this.#scannedAt > RESCAN_MS) await this.#rescan();
        for (const source of this.#sources) for (const file of source.files) await this.#look(source, file);
        await this.#queueBehind();
      } catch (error) {
        this.#report('', (error as Error).message);
      }
      await sleep(POLL_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
  }

  async #rescan(): Promise<void> {
    const sources = await followedSources(this.#deployment.db);
    this.#sources = await Promise.all(
      sources.map(async ({ id, format, paths }) => ({
        id,
        format,
        files: await glob(paths, { absolute: true }),
      })),
    );
    this.#scannedAt = Date.now();
  }

  async #look(source: FollowedSource, path: string): Promise<void> {
    const key = `${source.id} ${path}`;
    const known = this.#files.get(key);
    try {
      const stat = await statFile(path);
      if (!stat) return;
      if (!known) await this.#lookAfterAbsence(source, path, stat);
      else if (!isSameFile(known.stat, stat)) await this.#lookAfterRotated(source, path, known.stat);
      if (
        !known ||
        !isSameFile(known.stat, stat) ||
        stat.sizeBytes < known.stat.sizeBytes ||
        !known.generationId
      ) {
        const generationId = await this.#register(source, path);
        this.#files.set(key, { source, path, stat, generationId, retriedAt: 0 });
      } else if (stat.sizeBytes !== known.stat.sizeBytes) {
        await noteSize(
          this.#deployment.db,
          { sourceId: source.id, generationId: known.generationId },
          stat.sizeBytes,
        );
        known.stat = stat;
      }
      this.#faults.delete(path);
    } catch (error) {
      this.#report(path, (error as Error).message);
    }
  }

  /** `null` while there is nothing to tell the file's format by. */
  async #register(source: FollowedSource, path: string): Promise<number | null> {
    const registered = await registerFile(this.#deployment.db, source, path);
    return registered?.format ? registered.generationId : null;
  }

  /** What this name meant when a worker last ran may have been rotated away since. */
  async #lookAfterAbsence(source: FollowedSource, path: string, now: FileStat): Promise<void> {
    const last = await lastGenerationAt(this.#deployment.db, source.id, path);
    if (!last) return;
    const before = { ...now, device: Number(last.device), inode: Number(last.inode) };
    if (!isSameFile(before, now)) await this.#lookAfterRotated(source, path, before);
  }

  /** The file under this name is another one now; what was appended to the old one since is read where it went. */
  async #lookAfterRotated(source: FollowedSource, path: string, before: FileStat): Promise<void> {
    const rotated = await findRotated(path, before);
    const generationId = rotated && (await this.#register(source, rotated));
    if (generationId) await this.#deployment.queues.add('read-file', { sourceId: source.id, generationId });
  }

  async #queueBehind(): Promise<void> {
    const followed = [...this.#files.values()].filter(({ generationId }) => generationId !== null);
    const behind = await generationsBehind(
      this.#deployment.db,
      followed.map(({ generationId }) => generationId!),
    );
    for (const file of followed) {
      const known = behind.get(file.generationId!);
      if (known && (known.fault === null || (await this.#retry(file))) && file.generationId) {
        const ref = { sourceId: file.source.id, generationId: file.generationId };
        await this.#deployment.queues.add('read-file', ref);
      }
    }
  }

  /** What could not be read is looked at anew after a while: it may have been put right, or written over. */
  async #retry(file: Followed): Promise<boolean> {
    if (Date.now() - file.retriedAt < RESCAN_MS) return false;
    file.retriedAt = Date.now();
    file.generationId = await this.#register(file.source, file.path);
    return true;
  }

  /** Once for each new fault of a file: this loop comes round four times a second. */
  #report(path: string, fault: string): void {
    if (this.#faults.get(path) === fault) return;
    this.#faults.set(path, fault);
    this.#deployment.log.error({ path, fault }, 'a followed file cannot be looked at');
  }
}
