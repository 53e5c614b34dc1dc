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

  const dated = PROVIDERS.filter(({ policyDates }) => policyDates);
  test('those who have announced what they hold senders to are known', () => {
    expect(dated.map(({ id }) => id)).toEqual(expect.arrayContaining(['gmail', 'outlook', 'yahoo', 'att']));
  });

  test.each(dated)(
    '$id tells its dates in order, each with its requirements and source',
    ({ policyDates = [] }) => {
      const days = policyDates.map(({ from }) => from);
      expect(days).toEqual(days.toSorted());
      for (const { from, title, requirements, source } of policyDates) {
        expect(new Date(from).toISOString().slice(0, 10)).toBe(from);
        expect(requirements.length * title.length * source.length).toBeGreaterThan(0);
      }
    },
  );

  test('a gateway claims no recipient domains: the mailbox host behind it is unknown', () => {
    expect(PROVIDERS.filter(({ kind, domains }) => kind === 'gateway' && domains.length > 0)).toEqual([]);
  });
});
