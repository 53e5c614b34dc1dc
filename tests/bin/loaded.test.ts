import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
/** What is loaded with a file: not what it names as a type alone, nor what it asks for later by `import()`. */
const STATIC = /^(?:import|export)\b(?!\s+type\b)(?:[^'";]*?\bfrom\s*)?\s*'([^']+)'/gm;

/** Packages that are loaded with a command, before it has done anything. */
function loadedWith(command: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, of] of fs.readFileSync(file, 'utf8').matchAll(STATIC)) {
      if (!of!.startsWith('.') && !of!.startsWith('@/')) packages.add(of!);
      else
        visit(resolved(of!.startsWith('@/') ? path.join(ROOT, of!.slice(2)) : path.resolve(file, '..', of!)));
    }
  };
  visit(path.join(ROOT, 'bin/commands', `${command}.ts`));
  return packages;
}

function resolved(module: string): string {
  const found = [module, `${module}.ts`, `${module}/index.ts`].find(
    (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
  );
  if (!found) throw new Error(`nothing is at ${module}`);
  return found;
}

const MAIL = ['imapflow', 'smtp-server', 'nodemailer'];
const QUEUES = ['bullmq', 'ioredis'];
const STORE = ['pg', '@prisma/adapter-pg'];

/** Each of them is megabytes that a process would hold for as long as it runs, or read before its first line. */
test.each([
  { command: 'start', without: [...STORE, ...QUEUES, ...MAIL, 're2js', 'tldts'], loads: ['zod'] },
  { command: 'import', without: [...QUEUES, ...MAIL, 're2js'], loads: STORE },
  { command: 'worker', without: [...MAIL, '@bull-board/api'], loads: [...STORE, ...QUEUES] },
])('$command does not load what it seldom needs', ({ command, without, loads }) => {
  const packages = loadedWith(command);
  expect([...packages]).toEqual(expect.arrayContaining(loads));
  expect(without.filter((name) => packages.has(name))).toEqual([]);
});
