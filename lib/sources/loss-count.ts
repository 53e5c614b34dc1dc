export interface Loss {
  reason: string;
  /** How many times within the span that is told of at once. */
  count: number;
  /** `null`: nobody knows. */
  bytes: number | null;
}

/** Losses come in swarms: they are told of together, this long after the first. */
const TELL_AFTER_MS = 2_000;

/** Counts what could not be kept, until it has been told. Nothing is dropped in silence. */
export class LossCount {
  readonly #tell: (losses: Loss[]) => Promise<void>;
  #losses = new Map<string, Loss>();
  #timer: NodeJS.Timeout | null = null;

  /** `tell` makes it durable; where it throws, the same losses are told of again, together with what came since. */
  constructor(tell: (losses: Loss[]) => Promise<void>) {
    this.#tell = tell;
  }

  add(reason: string, bytes: number | null, count = 1): void {
    const known = this.#losses.get(reason);
    const sum = known?.bytes === null || bytes === null ? null : (known?.bytes ?? 0) + bytes;
    this.#losses.set(reason, { reason, count: (known?.count ?? 0) + count, bytes: sum });
    this.#timer ??= setTimeout(() => this.flush(), TELL_AFTER_MS);
  }

  /** @returns what could not be told. */
  async flush(): Promise<Loss[]> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#losses.size === 0) return [];
    const losses = [...this.#losses.values()];
    this.#losses = new Map();
    try {
      await this.#tell(losses);
      return [];
    } catch {
      // Whoever tells has said why; the count goes on.
      for (const { reason, bytes, count } of losses) this.add(reason, bytes, count);
      return losses;
    }
  }

  /** Tells what is left. @returns what could not be told any more. */
  async close(): Promise<Loss[]> {
    const left = await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    return left;
  }
}
