import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Env } from '@/lib/env';
import { OperatorError } from './data-folder';

/** What the process is told that prepares the store. */
export interface Preparing {
  env: Env;
  databaseUrl: string;
}

/** The link that makes the first administrator, if there is none yet. */
interface Ready {
  setup: string | null;
}

/** What it answers: how that went, or one line for the operator. */
export type Prepared = Ready | { fault: string };

const PROGRAM = fileURLToPath(new URL('./cli.mjs', import.meta.url));

/**
 * Brings the store up to date in a process of its own (`commands/prepare.ts`): it takes a hundred megabytes, which the
 * supervisor would hold for as long as everything runs. The process loads what it needs while the server starts.
 */
export class Preparation {
  /** How the process ended, which may be before anything is asked of it. */
  readonly ended: Promise<string>;
  readonly #child;
  #answer: Prepared | null = null;

  constructor(program = PROGRAM) {
    this.#child = fork(program, ['prepare'], {
      // Unlike JSON, it keeps what is infinite.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.once('message', (answer: Prepared) => {
      this.#answer = answer;
    });
    this.ended = new Promise((resolve) => {
      this.#child.on('error', ({ message }) => resolve(message)); // It could not be started.
      // Unlike at `exit`, all that it said has arrived by then.
      this.#child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit ${code}`));
    });
  }

  /**
   * @returns null where it was stopped before it was done.
   * @throws OperatorError with what is in the way.
   */
  async run(preparing: Preparing, stopping: AbortSignal): Promise<Ready | null> {
    if (stopping.aborted) this.stop();
    // Of one that has gone meanwhile its end is told.
    else if (this.#child.connected) this.#child.send(preparing, () => {});
    const how = await this.ended;
    const answer = this.#answer;
    if (!answer && stopping.aborted) return null;
    if (!answer)
      throw new OperatorError(
        `the store was not brought up to date (${how}): what is above, if anything, says why`,
      );
    if ('fault' in answer) throw new OperatorError(answer.fault);
    return answer;
  }

  /** Nothing has been asked of it yet, or it has ended. */
  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
