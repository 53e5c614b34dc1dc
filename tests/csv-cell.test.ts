import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from '@/lib/csv-cell';

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    [' blank ', '" blank "'],
    ['Grüße 寿司', 'Grüße 寿司'],
    ['550 5.1.1', '550 5.1.1'],
    [null, ''],
    [0, '0'],
    [-12, '-12'],
    [0.1, '0.1'],
    [123456789012, '123456789012'],
    [true, 'true'],
    [new Date('2026-11-21T03:12:00Z'), '2026-11-21T03:12:00.000Z'],
  ])('writes %o as %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ])('keeps %o from being calculated', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('leaves what begins otherwise alone', () => {
    expect(csvCell('a=1')).toBe('a=1');
    expect(csvCell('5.7.26')).toBe('5.7.26');
  });
});

describe('csvLine', () => {
  it('never begins a cell with what is calculated, and gives back what was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (texts) => {
        const cells = read(csvLine(texts));
        expect(cells).toHaveLength(texts.length);
        cells.forEach((cell, index) => {
          expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          expect([texts[index], `'${texts[index]}`]).toContain(cell);
        });
      }),
      { numRuns: 200 },
    );
  });
});

/** A reader by the grammar of RFC 4180, of one record. */
function read(record: string): string[] {
  expect(record.endsWith('\r\n')).toBe(true);
  const cells: string[] = [];
  let at = 0;
  const text = record.slice(0, -2);
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        cell += text[at];
        if (text[at] === '"') at++;
      }
      at++;
    } else for (; at < text.length && text[at] !== ','; at++) cell += text[at];
    cells.push(cell);
    if (at >= text.length) return cells;
    at++;
  }
}
