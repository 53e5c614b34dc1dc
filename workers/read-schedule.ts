import type { Db } from '@/lib/db';
import type { Queues } from '@/lib/queues';
import { type GenerationRef, readStates } from '@/lib/store/file-generations';

interface Due {
  ref: GenerationRef;
  at: number;
  waitMs: number;
  /** Where it stood when it was last asked for. */
  position: number;
}

/** A job is asked for again after this long, and then ever more rarely while nothing comes of it: it may be on its way,
 * lost with its queue, or its file may end in half a line. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Which generations may have something that is not read, and when to ask for it. */
export class ReadSchedule {
  readonly #due = new Map<number, Due>();
  readonly #queues: Pick<Queues, 'add'>;
  readonly #now: () => number;

  constructor(queues: Pick<Queues, 'add'>, now: () => number) {
    this.#queues = queues;
    this.#now = now;
  }

  /** To be looked at in the next round. */
  note(ref: GenerationRef): void {
    this.#due.set(ref.generationId, { ref, at: 0, waitMs: FIRST_WAIT_MS, position: -1 });
  }

  /** There is more of it than there was: no need to ask the store whether. */
  async grown(ref: GenerationRef): Promise<void> {
    await this.#queues.add('read-file', ref);
    const due = this.#due.get(ref.generationId);
    const position = due?.position ?? -1;
    this.#due.set(ref.generationId, {
      ref,
      at: this.#now() + FIRST_WAIT_MS,
      waitMs: FIRST_WAIT_MS,
      position,
    });
  }

  forget({ generationId }: GenerationRef): void {
    this.#due.delete(generationId);
  }

  /** Asks for what is due. @returns those whose reading stopped at a fault, to be looked at before they are asked for. */
  async round(db: Db): Promise<GenerationRef[]> {
    const asked = [...this.#due.values()].filter(({ at }) => at <= this.#now());
    const states = await readStates(
      db,
      asked.map(({ ref }) => ref),
    );
    const faulty: GenerationRef[] = [];
    for (const due of asked) {
      const state = states.get(due.ref.generationId);
      if (!state?.isBehind) this.#due.delete(due.ref.generationId);
      else if (state.fault !== null) {
        faulty.push(due.ref);
        due.at = this.#now() + LONGEST_WAIT_MS;
      } else {
        await this.#queues.add('read-file', due.ref);
        due.waitMs =
          state.position > due.position ? FIRST_WAIT_MS : Math.min(due.waitMs * 2, LONGEST_WAIT_MS);
        due.position = state.position;
        due.at = this.#now() + due.waitMs;
      }
    }
    return faulty;
  }
}
