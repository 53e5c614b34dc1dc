import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Env } from '@/lib/env';
import { OperatorError } from './data-folder';

/** What the process is told that prepares the store. */
export interface Preparing {
  env: Env;
  databaseUrl: string;
}

/** What it answers: the link that makes the first administrator, if there is none yet; or one line for the operator. */
export type Prepared = { setup: string | null } | { fault: string };

/**
 * Brings the store up to date in a process of its own (`commands/prepare.ts`): it takes a hundred megabytes, which the
 * supervisor would hold for as long as everything runs. The process loads what it needs while the server starts.
 */
export class Preparation {
  readonly #child = fork(fileURLToPath(new URL('./cli.mjs', import.meta.url)), ['prepare'], {
    // Unlike JSON, it keeps what is infinite.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

  /** @throws OperatorError with what is in the way. */
  async run(preparing: Preparing): Promise<string | null> {
    const child = this.#child;
    let answer: Prepared | null = null;
    child.once('message', (message: Prepared) => {
      answer = message;
    });
    const ended = once(child, 'exit');
    if (child.connected) child.send(preparing);
    await ended;
    const prepared = answer as Prepared | null;
    if (!prepared) throw new OperatorError('the store was not brought up to date: what is above says why');
    if ('fault' in prepared) throw new OperatorError(prepared.fault);
    return prepared.setup;
  }

  /** Nothing has been asked of it yet, or it has ended. */
  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
