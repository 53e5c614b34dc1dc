import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Loss } from './loss-count';

const LOOK_MS = 1_000;
/** A mail's report comes first; what was returned with it may be of any size, and is cut off here. */
const LONGEST_MAIL = 32 << 20;
/** The kernel's clock for files may tick this coarsely (ext3, FAT), so a change that is younger may not be the last. */
const CLOCK_TICK_MS = 2_000;

export interface MaildirOptions {
  path: string;
  /** What is done with a mail that has been taken: moved to `cur` as one that was seen, or removed. */
  afterwards: 'seen' | 'delete';
  lookMs?: number;
}

export interface MaildirReceiver {
  /** Resolves once the mail is durable. The same key twice is one arrival. */
  receive(key: string, mail: Uint8Array<ArrayBuffer>): Promise<void>;
  onFault(fault: string | null): void;
  tellLost(losses: Loss[]): Promise<void>;
}

/** `name:2,flags` (https://cr.yp.to/proto/maildir.html): the name is unique, and stays when flags change. */
function readName(file: string): { name: string; flags: string } {
  const [name = '', info = ''] = file.split(':', 2);
  return { name, flags: info.startsWith('2,') ? info.slice(2) : '' };
}

/** Takes every mail of a Maildir that has not been seen, and looks for new ones until it is told to stop. */
export async function pollMaildir(
  options: MaildirOptions,
  receiver: MaildirReceiver,
  signal: AbortSignal,
): Promise<void> {
  const maildir = new Maildir(options, receiver);
  while (!signal.aborted) {
    receiver.onFault(await maildir.look(signal));
    await sleep(options.lookMs ?? LOOK_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends.
  }
}

class Maildir {
  readonly #options: MaildirOptions;
  readonly #receiver: MaildirReceiver;
  /** When each folder was last changed, as of a look that found nothing more to do in it. */
  readonly #settled = new Map<string, number>();

  constructor(options: MaildirOptions, receiver: MaildirReceiver) {
    this.#options = options;
    this.#receiver = receiver;
  }

  /** @returns what is wrong, in words for the operator. */
  async look(signal: AbortSignal): Promise<string | null> {
    try {
      const faults = [await this.#lookInto('new', signal), await this.#lookInto('cur', signal)];
      return faults.find((fault) => fault !== null) ?? null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  async #lookInto(folder: 'new' | 'cur', signal: AbortSignal): Promise<string | null> {
    const where = path.join(this.#options.path, folder);
    try {
      const lookedAt = Date.now();
      const { mtimeMs } = await fs.stat(where);
      if (this.#settled.get(where) === mtimeMs) return null;
      // What cannot be put away would be taken again and again.
      await fs.access(where, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
      const fault = await this.#takeAll(where, folder, signal);
      if (fault === null && !signal.aborted && lookedAt - mtimeMs > CLOCK_TICK_MS)
        this.#settled.set(where, mtimeMs);
      return fault;
    } catch (error) {
      return inWords(error as NodeJS.ErrnoException, where);
    }
  }

  /** One after the other, however many there are. */
  async #takeAll(where: string, folder: 'new' | 'cur', signal: AbortSignal): Promise<string | null> {
    let fault: string | null = null;
    for await (const entry of await fs.opendir(where)) {
      if (signal.aborted) break;
      const { name, flags } = readName(entry.name);
      // `T`: a person has thrown it away.
      const isDue = folder === 'new' || !/[ST]/.test(flags);
      if (!isDue || entry.name.startsWith('.') || entry.isDirectory()) continue;
      const file = path.join(where, entry.name);
      try {
        await this.#takeOne(folder === 'new' ? await this.#moveToCur(file, name) : file, name, flags);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (error instanceof NotStored) throw error;
        // Some other program has moved it meanwhile: it is met again, under its new name.
        if (code !== 'ENOENT') fault ??= inWords(error as NodeJS.ErrnoException, file);
      }
    }
    return fault;
  }

  /** As any reader of a Maildir does; and who cannot move a mail now could not put it away later either. */
  async #moveToCur(file: string, name: string): Promise<string> {
    const moved = path.join(this.#options.path, 'cur', `${name}:2,`);
    await fs.rename(file, moved);
    return moved;
  }

  async #takeOne(file: string, name: string, flags: string): Promise<void> {
    const mail = await readMail(file);
    try {
      await this.#receiver.receive(`maildir:${name}`, mail.content);
      if (mail.cut > 0) {
        const reason = `the end of a mail that is larger than ${LONGEST_MAIL >> 20} MB`;
        await this.#receiver.tellLost([{ reason, count: 1, bytes: mail.cut }]);
      }
    } catch (error) {
      throw new NotStored((error as Error).message);
    }
    if (this.#options.afterwards === 'delete') await fs.rm(file);
    else await fs.rename(file, path.join(path.dirname(file), `${name}:2,${[...flags, 'S'].sort().join('')}`));
  }
}

/** No other mail would fare better. */
class NotStored extends Error {}

async function readMail(file: string): Promise<{ content: Uint8Array<ArrayBuffer>; cut: number }> {
  const handle = await fs.open(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
  try {
    const { size } = await handle.stat();
    const content = new Uint8Array(Math.min(size, LONGEST_MAIL));
    let read = 0;
    while (read < content.length) {
      const { bytesRead } = await handle.read(content, read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return { content: content.subarray(0, read), cut: Math.max(0, size - LONGEST_MAIL) };
  } finally {
    await handle.close();
  }
}

function inWords(error: NodeJS.ErrnoException, where: string): string {
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS')
    return `this user (uid ${process.getuid?.()}) may not read and move files in ${where}: ${error.message}`;
  if (error.code === 'ENOENT') return `there is no Maildir folder ${where}`;
  return error.message;
}
