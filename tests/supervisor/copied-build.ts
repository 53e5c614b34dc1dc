import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
/** What an image holds of the checkout: the builds, and the one package that is served as files. */
const BUILT = ['.next/standalone', 'dist', 'node_modules/@bull-board/ui', 'node_modules/@node-rs'];

export interface CopiedBuild {
  cli: string;
  server: string;
  at(name: string): string;
  /** Command lines of the processes that run out of this copy. */
  running(): string[];
  remove(): Promise<void>;
}

/** The production build in a folder of its own, where no source and no tool of the checkout can help it out. */
export async function copyBuild(): Promise<CopiedBuild> {
  const setUp = "import { setUp } from './bin/setup.mjs'; setUp({ web: true });";
  const made = spawnSync(process.execPath, ['--input-type=module', '--eval', setUp], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-build-'));
  for (const built of BUILT)
    await fs.cp(path.join(ROOT, built), path.join(folder, built), { recursive: true });
  return {
    cli: path.join(folder, 'dist/bin/cli.mjs'),
    server: path.join(folder, '.next/standalone/server.js'),
    at: (name) => path.join(folder, name),
    running: () =>
      execFileSync('ps', ['-eo', 'args', '-ww'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(folder)),
    remove: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
