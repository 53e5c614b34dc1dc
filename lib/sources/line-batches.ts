import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A batch is written once it has this many bytes, or its first line has waited this long. */
const FULL_BYTES = 256 * 1024;
const WAIT_MS = 500;
/** While the store is slow, more wait than make a batch; then they are written in fewer, larger ones. */
const LARGEST_BYTES = 1024 * 1024;

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

const LF = Buffer.from('\n');

export interface LineBatch {
  /** The same for every try to write this batch: a try whose answer was lost may have been written. */
  key: string;
  content: Buffer;
}

export interface LineBatchesOptions {
  /** Resolves once the batch is durable; where it throws, the same batch is tried again. */
  write(batch: LineBatch): Promise<void>;
  /** In words, each time a batch cannot be written; `null` once one can again. */
  onFault(fault: string | null): void;
  /** Less is waiting than before. */
  onWritten(waitingBytes: number): void;
}

/** Lines on their way to the store: written in order, one batch after the other, and kept until they are durable. */
export class LineBatches {
  readonly #options: LineBatchesOptions;
  readonly #id = randomUUID();
  #written = 0;
  #lines: Buffer[] = [];
  #waitingBytes = 0;
  #firstAt = 0;
  #wake: (() => void) | null = null;
  #closing = false;
  readonly #giveUp = new AbortController();
  readonly #givenUp = new Promise<never>((_, reject) => {
    this.#giveUp.signal.addEventListener('abort', () => reject(new Error('there was no time left')));
  });
  readonly #done: Promise<void>;

  constructor(options: LineBatchesOptions) {
    this.#options = options;
    this.#givenUp.catch(() => {}); // Nobody may be waiting when it comes.
    this.#done = this.#run();
  }

  /** Of lines that are not durable yet: whoever adds them has to mind it. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  add(line: Buffer): void {
    if (this.#lines.length === 0) this.#firstAt = Date.now();
    this.#lines.push(line, LF);
    this.#waitingBytes += line.length + 1;
    if (this.#lines.length === 2 || this.#waitingBytes >= FULL_BYTES) this.#wake?.();
  }

  /** Writes what is waiting. @returns the bytes that could not be written in that time, and are gone. */
  async close(patienceMs: number): Promise<number> {
    this.#closing = true;
    this.#wake?.();
    const timer = setTimeout(() => this.#giveUp.abort(), patienceMs);
    await this.#done;
    clearTimeout(timer);
    return this.#waitingBytes;
  }

  async #run(): Promise<void> {
    while (!this.#giveUp.signal.aborted) {
      if (this.#lines.length === 0) {
        if (this.#closing) return;
        await this.#woken();
      } else if (!this.#isDue()) {
        await this.#woken(this.#firstAt + WAIT_MS - Date.now());
      } else {
        await this.#writeNext();
      }
    }
  }

  #isDue(): boolean {
    return this.#closing || this.#waitingBytes >= FULL_BYTES || Date.now() >= this.#firstAt + WAIT_MS;
  }

  async #woken(timeoutMs?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, Math.max(timeoutMs, 1));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  async #writeNext(): Promise<void> {
    const batch = { key: `${this.#id}-${this.#written}`, content: Buffer.concat(this.#take()) };
    for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)) {
      try {
        await Promise.race([this.#options.write(batch), this.#givenUp]);
        break;
      } catch (error) {
        this.#options.onFault((error as Error).message);
        const { signal } = this.#giveUp;
        if (!signal.aborted) await sleep(retryMs, undefined, { signal }).catch(() => {}); // Aborted: seen below.
        if (signal.aborted) return;
      }
    }
    this.#written++;
    this.#waitingBytes -= batch.content.length;
    this.#options.onFault(null);
    this.#options.onWritten(this.#waitingBytes);
  }

  /** The first of the lines that wait: at least one, and no more than make the largest batch. */
  #take(): Buffer[] {
    let bytes = 0;
    let count = 0;
    while (
      count < this.#lines.length &&
      (count === 0 || bytes + this.#lines[count]!.length < LARGEST_BYTES)
    ) {
      bytes += this.#lines[count]!.length + 1;
      count += 2;
    }
    return this.#lines.splice(0, count);
  }
}
