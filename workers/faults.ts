import type { Logger } from '@/lib/log';

/** What a fault is of: something of a source, or of what all sources share (`null`). */
export interface FaultOf {
  sourceId: number | null;
  what: string;
}

/** How many faults of a source are told in its words for the operator. */
const TOLD = 3;

/** Says each fault once, however often it is met, and once that it is over: files are looked at ten times a second. */
export class Faults {
  readonly #open = new Map<string, FaultOf & { fault: string }>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** What this is of has a fault, or has none (any more). */
  note(of: FaultOf, fault: string | null): void {
    const key = `${of.sourceId} ${of.what}`;
    const before = this.#open.get(key)?.fault ?? null;
    if (fault === before) return;
    if (fault === null) {
      this.#open.delete(key);
      this.#log.info({ what: of.what }, 'followed again');
    } else {
      this.#open.set(key, { ...of, fault });
      this.#log.error({ what: of.what, fault }, 'cannot be followed now');
    }
  }

  async attempt(of: FaultOf, action: () => Promise<void>): Promise<void> {
    try {
      await action();
      this.note(of, null);
    } catch (error) {
      this.note(of, (error as Error).message);
    }
  }

  /** What is wrong with a source now, in words. */
  ofSource(sourceId: number): string | null {
    const all = [...this.#open.values()].filter((one) => one.sourceId === sourceId);
    const told = all
      .slice(0, TOLD)
      .map(({ what, fault }) => (fault.includes(what) ? fault : `${what}: ${fault}`));
    if (all.length > TOLD) told.push(`and ${all.length - TOLD} more`);
    return told.length > 0 ? told.join('; ') : null;
  }
}
