import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const RENEW = path.join(import.meta.dirname, '../../bin/renew-build.mjs');
let folder: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-renewed-'));
});
afterEach(() => fs.rm(folder, { recursive: true }));

/** A process that runs out of the first build loads the rest of it only after builds `2` to `last` were put there. */
async function loadsAfter(last: number): Promise<string> {
  const program = `
    import fs from 'node:fs';
    import { renewBuild } from ${JSON.stringify(RENEW)};
    const make = (n) => {
      fs.mkdirSync('dist.new/bin', { recursive: true });
      fs.writeFileSync('dist.new/bin/same.mjs', 'export const same = ' + n);
      fs.writeFileSync('dist.new/bin/late-' + n + '.mjs', "import { same } from './same.mjs'; export const late = 'of build ' + same");
      fs.writeFileSync('dist.new/bin/cli.mjs', "import './same.mjs'; export const load = () => import('./late-" + n + ".mjs')");
      renewBuild('dist.new', 'dist');
    };
    make(1);
    const { load } = await import(process.cwd() + '/dist/bin/cli.mjs');
    for (let n = 2; n <= ${last}; n++) make(n);
    process.stdout.write(await load().then(({ late }) => late, ({ code }) => code));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
  });
  return (await run).stdout;
}

test('a process loads the rest of its build also after another was put there', async () => {
  expect(await loadsAfter(2)).toBe('of build 1');
  expect(await fs.readdir(folder)).toEqual(['dist']);
  const bin = path.join(folder, 'dist/bin');
  expect((await fs.readdir(bin)).sort()).toEqual(['cli.mjs', 'late-1.mjs', 'late-2.mjs', 'same.mjs']);
  expect(await fs.readFile(path.join(bin, 'same.mjs'), 'utf8')).toBe('export const same = 2');
});

test('builds before the last one are not kept', async () => {
  expect(await loadsAfter(3)).toBe('ERR_MODULE_NOT_FOUND');
  const left = (await fs.readdir(path.join(folder, 'dist/bin'))).filter((name) => name.startsWith('late'));
  expect(left.sort()).toEqual(['late-2.mjs', 'late-3.mjs']);
});
