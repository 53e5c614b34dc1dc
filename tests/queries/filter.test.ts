import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FILTER_DIMENSIONS, type Filter, readFilters, toggled, writeFilters } from '@/lib/queries/filter';

const gmail: Filter = { dimension: 'provider', value: 'gmail', excluded: false };
const spf: Filter = { dimension: 'code', value: '5.7.26', excluded: true };

const anyFilter: fc.Arbitrary<Filter> = fc.record({
  dimension: fc.constantFrom(...FILTER_DIMENSIONS),
  value: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  excluded: fc.boolean(),
});

describe('filters in the URL', () => {
  it('read as people write them', () => {
    expect(readFilters('provider:gmail,-code:5.7.26')).toEqual([gmail, spf]);
    expect(writeFilters([gmail, spf])).toBe('provider:gmail,-code:5.7.26');
  });

  it('survive being written and read, whatever the value', () => {
    const distinct = fc.uniqueArray(anyFilter, {
      selector: ({ dimension, value }) => `${dimension} ${value}`,
      maxLength: 20,
    });
    fc.assert(
      fc.property(distinct, (filters) => {
        expect(readFilters(writeFilters(filters))).toEqual(filters);
      }),
    );
  });

  test.each([
    null,
    undefined,
    '',
    ',',
    'provider',
    'provider:',
    'shoe-size:43',
    ':x',
    '--code:5',
    'code:%',
    `code:${'5'.repeat(254)}`,
  ])('what is none is none: %s', (text) => {
    expect(readFilters(text)).toEqual([]);
  });

  it('never throw, and never become many', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readFilters(`provider:a,${text}`).length).toBeGreaterThan(0);
      }),
    );
    const many = Array.from({ length: 30 }, (_, index) => `code:${index}`).join(',');
    expect(readFilters(many)).toHaveLength(20);
    expect(readFilters('code:5,code:5,-code:5')).toHaveLength(1);
  });
});

describe('a click', () => {
  it('narrows, and the same click takes that back', () => {
    expect(toggled([gmail], spf)).toEqual([gmail, spf]);
    expect(toggled([gmail, spf], spf)).toEqual([gmail]);
  });

  it('with the opposite meaning turns it', () => {
    expect(toggled([spf], { ...spf, excluded: false })).toEqual([{ ...spf, excluded: false }]);
  });
});
