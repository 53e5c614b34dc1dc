import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '@/lib/formats/index';

const root = path.join(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');

describe('README.md', () => {
  it('lists the settings that there are', () => {
    const known = [...read('lib/env.ts').matchAll(/^ {2}((?:[A-Z]+_)+[A-Z]+):/gm)].map(([, name]) => name);
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(known);
  });

  it('lists their defaults', () => {
    const fixed = [...read('lib/env.ts').matchAll(/^ {2}(\w+): .*\.default\(['"]?([\w.]+)['"]?\)/gm)];
    expect(fixed.length).toBeGreaterThan(5);
    for (const [, name, value] of fixed) expect(readme).toContain(`| \`${name}\` | \`${value}\` |`);
  });

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/\bnpm (?:run )?(start|test|demo|bench)\b/g)].map(
      ([, script]) => script ?? '',
    );
    expect(new Set(named).size).toBeGreaterThanOrEqual(3);
    expect(named.filter((script) => !scripts[script])).toEqual([]);
    const words = [...readme.matchAll(/(?:bin\/bounceboard|cli\.mjs) (\w+)/g)].map(([, word]) => word);
    for (const word of words) expect(read('bin/cli.ts')).toContain(`  ${word}: () =>`);
  });

  it('names every format, by the first word of its title', () => {
    const section = readme.slice(readme.indexOf('## What it reads'), readme.indexOf('## What it shows'));
    const spoken = FORMATS.map(({ title }) =>
      title.replace(/ \(.*| (webhooks?|main|notifications|event) .*| webhooks?$/i, ''),
    );
    const missing = spoken.filter(
      (title) => !section.toLowerCase().includes(title.split(/[ /]/)[0]?.toLowerCase() ?? ''),
    );
    expect(missing.filter((title) => !/^Bounce mail/.test(title))).toEqual([]);
  });

  it.each(['README.md', 'docs/architecture.md'])('%s points to what is there', (file) => {
    const text = read(file);
    const links = [...text.matchAll(/(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)\)/g)].map(
      ([, target]) => target ?? '',
    );
    const paths = [...text.matchAll(/`((?:app|bin|lib|prisma|tests|workers)\/[\w./-]+)`/g)].map(
      ([, target]) => target ?? '',
    );
    const missing = [...links.map((link) => path.join(path.dirname(file), link)), ...paths].filter(
      (target) => !fs.existsSync(path.join(root, target)),
    );
    expect(missing).toEqual([]);
  });
});
