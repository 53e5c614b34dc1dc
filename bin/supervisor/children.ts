import { type ChildProcess, spawn } from 'node:child_process';

const RESTART_DELAY_MS = 1_000;
/** A child that has not drained by then is killed; the ledger makes that safe. */
const DRAIN_MS = 20_000;

/** In a group of its own, so that Ctrl-C reaches the supervisor alone; and bound to it by a channel, so that a
 * child ends when the supervisor is killed. */
const EXIT_WITH_PARENT = `data:text/javascript,${encodeURIComponent(
  "process.on('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel.unref()",
)}`;

/** 16 MB and more of what is newest would be kept before a look at what is still used; a quarter of that costs no more
 * time, and 25 MB less. */
const FLAGS = ['--max-semi-space-size=4'];

/** Keeps the processes of this machine running: one that dies is started again. */
export class Children {
  readonly #running = new Set<ChildProcess>();
  #stopping = false;

  start(name: string, args: string[], env: Record<string, string>, cwd?: string): void {
    const child = spawn(process.execPath, [...FLAGS, '--import', EXIT_WITH_PARENT, ...args], {
      env: { ...process.env, ...env, NODE_ENV: 'production' },
      cwd,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true,
    });
    this.#running.add(child);
    child.once('exit', (code, signal) => {
      this.#running.delete(child);
      if (this.#stopping) return;
      process.stderr.write(`bounceboard: ${name} ended (${signal ?? `exit ${code}`}); starting it again\n`);
      setTimeout(() => this.#stopping || this.start(name, args, env, cwd), RESTART_DELAY_MS);
    });
  }

  /** Lets every child finish what it is doing, then ends it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#running].map(stopChild));
  }
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
