import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PROVIDERS } from '@/lib/providers';

const suffixes = PROVIDERS.flatMap(({ id, mxSuffixes }) =>
  mxSuffixes.map((entry) => (typeof entry === 'string' ? { id, suffix: entry } : { id, ...entry })),
);
const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('providers', () => {
  test('every file is in the list, and every id is its file’s name', () => {
    const files = readdirSync('lib/providers')
      .filter((name) => name.endsWith('.ts') && !['index.ts', 'provider.ts'].includes(name))
      .map((name) => name.slice(0, -3));
    expect(PROVIDERS.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test('no suffix and no domain is claimed twice', () => {
    expect(repeated(suffixes.map(({ suffix }) => suffix))).toEqual([]);
    expect(repeated(PROVIDERS.flatMap(({ domains }) => domains))).toEqual([]);
  });

  test.each(suffixes)('$id: $suffix is written as a suffix', ({ suffix }) => {
    expect(suffix).toMatch(/^(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?){2,}$/);
  });

  test.each(PROVIDERS)(
    '$id has domains in lower case and links that are links',
    ({ domains, postmaster }) => {
      for (const domain of domains) expect(domain).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
      for (const { url } of postmaster) expect(() => new URL(url)).not.toThrow();
    },
  );

  test('a gateway claims no recipient domains: the mailbox host behind it is unknown', () => {
    expect(PROVIDERS.filter(({ kind, domains }) => kind === 'gateway' && domains.length > 0)).toEqual([]);
  });
});
