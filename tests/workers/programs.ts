import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Daemons of Debian live where not everybody's PATH goes. */
const PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;

/** Whether a program is installed. Says once what is left out where it is not, so that nobody takes it for tried. */
export function isInstalled(program: string, whatIsLeftOut: string): boolean {
  const found =
    spawnSync('sh', ['-c', `command -v ${program}`], { env: { ...process.env, PATH } }).status === 0;
  if (!found) process.stderr.write(`no ${program} on the PATH: left out: ${whatIsLeftOut}\n`);
  return found;
}

export interface Program {
  child: ChildProcess;
  /** What it has said so far. */
  said(): string;
  stop(): Promise<void>;
}

/** A real program of this test's own, which `stop` ends with all that it started. */
export function startProgram(program: string, args: string[]): Program {
  const child = spawn(program, args, {
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
  });
  return {
    child,
    said: () => said,
    async stop() {
      const group = child.pid;
      if (group !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-group, 'SIGTERM');
        const timer = setTimeout(() => process.kill(-group, 'SIGKILL'), 5_000);
        await ended;
        clearTimeout(timer);
      }
    },
  };
}

/** A folder of this test's own. Short, since the paths of sockets may not be long. */
export async function openFolder(): Promise<{ at(name: string): string; remove(): Promise<void> }> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bb-'));
  return {
    at: (name) => path.join(folder, name),
    remove: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
