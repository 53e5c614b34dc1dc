import { describe, expect, test } from 'vitest';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { REPLY_CODES } from '@/lib/mail/reply-code-table';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { STATUS_CODES } from '@/lib/mail/status-code-table';
import { PROVIDERS } from '@/lib/providers';

/** Tables in which a twin is looked for: a provider's own rules, or the registries'. */
const TABLES: readonly { name: string; rows: readonly DiagnosticRule[] }[] = [
  ...PROVIDERS.map(({ id, rules }) => ({ name: id, rows: rules })),
  { name: 'registries', rows: [...STATUS_CODES, ...REPLY_CODES] },
];
const ROWS = [...new Set(TABLES.flatMap(({ rows }) => rows))];
const TODAY = '2026-11-21';
const DATE = /^\d{4}-\d\d-\d\d$/;

const speaks = (row: DiagnosticRule, code: string): boolean => {
  const status = parseStatusCode(code);
  return (
    status !== null && (row.statusCodes ?? []).some((one) => speaksOf(parseStatusCodePattern(one), status))
  );
};

describe('every row', () => {
  test('has an id of its own', () => {
    const seen = new Map<string, number>();
    for (const { id } of ROWS) seen.set(id, (seen.get(id) ?? 0) + 1);
    expect([...seen].filter(([, count]) => count > 1)).toEqual([]);
  });

  test.each(ROWS)('$id is whole', (row) => {
    expect(row.title).not.toBe('');
    expect(row.meaning.length).toBeGreaterThan(20);
    expect(row.source).not.toBe('');
    expect(row.verified).toMatch(DATE);
    expect(row.verified <= TODAY).toBe(true);
    for (const date of [row.validFrom, row.validUntil]) if (date !== null) expect(date).toMatch(DATE);
    if (row.validFrom && row.validUntil) expect(row.validFrom < row.validUntil).toBe(true);
    expect(row.replyCodes ?? row.statusCodes ?? row.text).toBeDefined();
    for (const code of row.statusCodes ?? []) expect(() => parseStatusCodePattern(code)).not.toThrow();
    if (row.text) expect(row.text.flags).toBe('i');
    if (row.enforcement) expect(row.requirement).not.toBeNull();
  });

  test('refusals say what to do', () => {
    const success = (row: DiagnosticRule) =>
      [...(row.replyCodes ?? []), ...(row.statusCodes ?? [])].every((code) => /^[23]/.test(String(code)));
    expect(
      ROWS.filter((row) => !(row.statusCodes || row.replyCodes) || !success(row)).filter(
        (row) => row.fix.length === 0,
      ),
    ).toEqual([]);
  });
});

describe('twins', () => {
  const pairs = TABLES.flatMap(({ name, rows }) =>
    rows.flatMap((row) => (row.twin === null ? [] : [{ name, row, twin: row.twin, rows }])),
  );
  test.each(pairs)('$name: $row.id has a row for $twin', ({ row, twin, rows }) => {
    expect(row.statusCodes?.some((code) => code[0] !== twin[0])).toBe(true);
    expect(rows.some((other) => other !== row && speaks(other, twin))).toBe(true);
  });
});

describe('suppression', () => {
  const suppressing = ROWS.filter((row) => row.action === 'suppress');

  test('is for dead addresses and disabled mailboxes alone', () => {
    const other = suppressing.filter(
      ({ category }) => !['invalid-address', 'mailbox-disabled'].includes(category),
    );
    expect(other.map(({ id }) => id)).toEqual([]);
  });

  test('never follows from a deferral, from words alone, or from X.7', () => {
    const permanent = (row: DiagnosticRule) =>
      (row.statusCodes ?? []).every((code) => code.startsWith('5')) &&
      (row.replyCodes ?? []).every((code) => code >= 500) &&
      Boolean(row.statusCodes ?? row.replyCodes);
    const wrong = suppressing.filter(
      (row) => !permanent(row) || row.statusCodes?.some((code) => code.startsWith('5.7.')),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

test('no pattern repeats without bound within a repetition', () => {
  const nested = ROWS.filter(({ text }) => text && /[+*]\)[+*{]|[+*][+*]|\.[*+].*\.[*+]/.test(text.source));
  expect(nested.map(({ id }) => id)).toEqual([]);
});
