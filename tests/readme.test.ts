import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '@/lib/formats/index';

const root = path.join(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');
const settings = read('docs/settings.md');
const guides = fs
  .readdirSync(path.join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const documents = ['README.md', 'SECURITY.md', ...guides];

/** What the package's own commands and units run. */
const NOT_FOR_PEOPLE = ['start', 'demo', 'migrate', 'worker'];

describe('docs/settings.md', () => {
  it('lists the settings that there are', () => {
    const known = [...read('lib/env.ts').matchAll(/^ {2}((?:[A-Z]+_)+[A-Z]+):/gm)].map(([, name]) => name);
    const listed = [...settings.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(known);
  });

  it('lists their defaults', () => {
    const fixed = [...read('lib/env.ts').matchAll(/^ {2}(\w+): .*\.default\(['"]?([\w.]+)['"]?\)/gm)];
    expect(fixed.length).toBeGreaterThan(5);
    for (const [, name, value] of fixed) expect(settings).toContain(`| \`${name}\` | \`${value}\` |`);
  });
});

describe('README.md', () => {
  it('is a guide, and leads to every other', () => {
    expect(readme.split('\n').length).toBeLessThan(180);
    expect(documents.filter((file) => file !== 'README.md' && !readme.includes(`](${file})`))).toEqual([]);
  });

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/\bnpm (?:run )?(start|test|demo|bench)\b/g)].map(
      ([, script]) => script ?? '',
    );
    expect(new Set(named).size).toBeGreaterThanOrEqual(3);
    expect(named.filter((script) => !scripts[script])).toEqual([]);
    const commands = [...read('bin/cli.ts').matchAll(/^ {2}(\w+): \(\) => import\(/gm)].map(
      ([, word]) => word!,
    );
    expect(commands).toEqual(expect.arrayContaining(NOT_FOR_PEOPLE));
    const wordsOf = (text: string) =>
      [...text.matchAll(/(?:bin\/bounceboard|cli\.mjs) (\w+)/g)].map(([, word]) => word!);
    for (const file of documents)
      expect(
        wordsOf(read(file)).filter((word) => !commands.includes(word)),
        file,
      ).toEqual([]);
    const listed = readme.slice(readme.indexOf('## Command line'), readme.indexOf('## Who may log in'));
    const forPeople = commands.filter((word) => !NOT_FOR_PEOPLE.includes(word));
    expect(forPeople.filter((word) => !wordsOf(listed).includes(word))).toEqual([]);
  });

  it.each(documents)('%s points to what is there', (file) => {
    const text = read(file);
    const links = [...text.matchAll(/(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
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

describe('docs/sources.md', () => {
  it('names every format, by the first word of its title', () => {
    const text = read('docs/sources.md');
    const section = text.slice(text.indexOf('## What it reads'), text.indexOf('## Files'));
    expect(section.length).toBeGreaterThan(500);
    const spoken = FORMATS.map(({ title }) =>
      title.replace(/ \(.*| (webhooks?|main|notifications|event) .*| webhooks?$/i, ''),
    );
    const missing = spoken.filter(
      (title) => !section.toLowerCase().includes(title.split(/[ /]/)[0]?.toLowerCase() ?? ''),
    );
    expect(missing.filter((title) => !/^Bounce mail/.test(title))).toEqual([]);
  });
});
