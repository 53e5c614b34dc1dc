import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSecretBox, type SecretBox } from '@/lib/secret-box';
import {
  holdSource,
  isListenedTo,
  listenedSources,
  noteListening,
  releaseSource,
} from '@/lib/store/listened-sources';
import { openSettings } from '@/lib/store/source-settings';
import type { Deployment } from './deployment';
import { takeFromImap } from './imap';
import { type Listener, type ListenerKind, Listeners } from './listener';
import { takeFromMaildir } from './maildir';
import { receiveBounceMail } from './smtp';
import { listenToSyslog } from './syslog';

/** How often the sources are looked at: whoever adds one in the dashboard sees it listen soon. */
const LOOK_MS = 2_000;

const KINDS: readonly ListenerKind[] = [listenToSyslog, receiveBounceMail, takeFromImap, takeFromMaildir];

type Source = Awaited<ReturnType<typeof listenedSources>>[number];

interface Running {
  listener: Listener;
  /** What it was opened with: a change means to open it anew. */
  opened: string;
}

/** Listens for every source that is listened to, and follows changes of the sources. */
export function listen(deployment: Deployment, lookMs = LOOK_MS): { close(): Promise<void> } {
  const stopping = new AbortController();
  const done = new Listens(deployment).run(stopping.signal, lookMs);
  return {
    async close() {
      stopping.abort();
      await done;
    },
  };
}

class Listens {
  readonly #deployment: Deployment;
  readonly #box: SecretBox;
  readonly #listeners: Listeners;
  readonly #running = new Map<number, Running>();
  #fault: string | null = null;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.#box = openSecretBox(deployment.env);
    this.#listeners = new Listeners(deployment);
  }

  async run(signal: AbortSignal, lookMs: number): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#look();
        this.#fault = null;
      } catch (error) {
        const { message } = error as Error;
        if (message !== this.#fault)
          this.#deployment.log.error({ fault: message }, 'sources cannot be looked at');
        this.#fault = message;
      }
      await sleep(lookMs, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
    }
    await Promise.all([...this.#running.keys()].map((id) => this.#stop(id)));
  }

  async #look(): Promise<void> {
    const sources = await listenedSources(
      this.#deployment.db,
      KINDS.map(({ kind }) => kind),
    );
    const wanted = new Set(sources.map(({ id }) => id));
    await Promise.all([...this.#running.keys()].filter((id) => !wanted.has(id)).map((id) => this.#stop(id)));
    await Promise.all(sources.map((source) => this.#lookAt(source)));
  }

  async #lookAt(source: Source): Promise<void> {
    const { db, env } = this.#deployment;
    const kind = KINDS.find((one) => one.kind === source.kind)!;
    try {
      const settings = openSettings(source, this.#box);
      const opened = JSON.stringify([source.format, settings, await changeTimes(kind.files(settings))]);
      if (this.#running.get(source.id)?.opened !== opened) await this.#stop(source.id);
      if (kind.isExclusive && !(await holdSource(db, source.id, env.instance, new Date()))) {
        await this.#stop(source.id);
        return;
      }
      if (!this.#running.has(source.id)) {
        const listener = await kind.open(this.#listeners.hand(source, settings));
        this.#running.set(source.id, { listener, opened });
        // Who polls finds out by itself whether anything is wrong.
        if (!kind.isExclusive) this.#listeners.note(source, null);
      }
      if (!kind.isExclusive) await noteListening(db, source.id, env.instance, new Date());
    } catch (error) {
      await this.#report(source, error as NodeJS.ErrnoException);
    }
  }

  /** A port that another worker of ours has is in good hands. */
  async #report(source: Source, error: NodeJS.ErrnoException): Promise<void> {
    const { db, env } = this.#deployment;
    if (error.code === 'EADDRINUSE' && (await isListenedTo(db, source.id, env.instance, new Date()))) return;
    this.#listeners.note(source, inWords(error));
  }

  async #stop(sourceId: number): Promise<void> {
    const running = this.#running.get(sourceId);
    if (!running) return;
    this.#running.delete(sourceId);
    await running.listener.close();
    await releaseSource(this.#deployment.db, sourceId, this.#deployment.env.instance).catch(() => {}); // It expires.
  }
}

/** A file that is not there has no time, until it is. */
const changeTimes = (files: string[]): Promise<(number | null)[]> =>
  Promise.all(
    files.map((file) =>
      fs.stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => null,
      ),
    ),
  );

function inWords(error: NodeJS.ErrnoException & { address?: string; port?: number }): string {
  const place = error.port === undefined ? error.address : `${error.address}:${error.port}`;
  if (error.code === 'EADDRINUSE')
    return `another program or source listens on ${place}: stop it, or choose another port`;
  if (error.code === 'EADDRNOTAVAIL') return `${error.address} is not an address of this machine`;
  if (error.code === 'EACCES' && error.port !== undefined)
    return `this user may not listen on ${place}: choose a port above 1023, or allow it (CAP_NET_BIND_SERVICE)`;
  return error.message;
}
