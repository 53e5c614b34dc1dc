import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
/** What `npm start` and `npm test` build. */
export const COMMAND_LINE = path.join(ROOT, 'dist/bin/cli.mjs');

export interface Ended {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it has printed so far. */
  printed(): string;
  /** What it has said on standard error so far. */
  saying(): string;
}

interface Options {
  /** Another copy of the build. */
  cli?: string;
  /** Whom it runs as, where the tests run as root. */
  uid?: number;
  /** Standard input. */
  input?: string | Buffer;
}

/** The built command line as a process of its own. */
export function bounceboard(
  args: string[],
  env: Record<string, string>,
  { cli = COMMAND_LINE, uid, input }: Options = {},
): Running {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: path.dirname(cli),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', NODE_ENV: 'production', ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    uid,
  });
  child.stdin?.end(input);
  let [out, err] = ['', ''];
  child.stdout!.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { child, ended, printed: () => out, saying: () => err };
}
