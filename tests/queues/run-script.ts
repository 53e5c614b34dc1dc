import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const ROOT = path.join(import.meta.dirname, '../..');
/** Bundled CommonJS packages ask for `require`, which an ES module has to make. */
const REQUIRE =
  "import { createRequire as bundledRequire } from 'node:module'; const require = bundledRequire(import.meta.url);";

export interface Script {
  start(env: Record<string, string>): ChildProcess;
  remove(): Promise<void>;
}

/** A script of this folder as a program of its own: what is to be killed has to be a process. */
export async function buildScript(name: string): Promise<Script> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-script-'));
  const outfile = path.join(folder, 'script.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { '@': ROOT },
    external: ['pg-native'],
    banner: { js: REQUIRE },
    logLevel: 'error',
  });
  return {
    start: (env) =>
      spawn(process.execPath, [outfile], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    remove: () => fs.rm(folder, { recursive: true }),
  };
}
