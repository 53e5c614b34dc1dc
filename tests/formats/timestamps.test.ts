import { describe, expect, test } from 'vitest';
import { Stamps } from '@/lib/formats/timestamps';

function stamps(timeZone = 'UTC', referenceTime = '2027-01-10T00:00:00Z') {
  return new Stamps({ timeZone, referenceTime: Date.parse(referenceTime) });
}

function iso(reader: Stamps, text: string): string | null {
  if (reader.read(text, 0) < 0) return null;
  const time = reader.time(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

describe('stamps', () => {
  test.each([
    ['Jan  2 03:04:05 h', '2027-01-02T03:04:05.000Z', 15],
    ['Jan 02 03:04:05 h', '2027-01-02T03:04:05.000Z', 15],
    ['Jan  2 03:04:05.678901 h', '2027-01-02T03:04:05.678Z', 22],
    ['Jan  2 2019 03:04:05 h', '2019-01-02T03:04:05.000Z', 20],
    ['2026-01-02T03:04:05Z h', '2026-01-02T03:04:05.000Z', 20],
    ['2026-01-02T03:04:05.678+01:00 h', '2026-01-02T02:04:05.678Z', 29],
    ['2026-01-02T03:04:05-0530 h', '2026-01-02T08:34:05.000Z', 24],
    ['2026-01-02 03:04:05.678 +0100 h', '2026-01-02T02:04:05.678Z', 29],
    ['2026-01-02 03:04:05 h', '2026-01-02T03:04:05.000Z', 19],
  ])('%s', (text, expected, end) => {
    expect(stamps().read(text, 0)).toBe(end);
    expect(iso(stamps(), text)).toBe(expected);
  });

  test.each(['Foo  2 03:04:05 h', 'Jan 02', '', '2026-01-02', 'hello world, this is no stamp'])(
    'no stamp: %s',
    (text) => {
      expect(stamps().read(text, 0)).toBe(-1);
    },
  );

  test.each(['Jan xx 03:04:05 h', '2026-13-02T03:04:05Z h', '2026-01-02Txx:04:05Z h'])(
    'no time: %s',
    (text) => {
      expect(iso(stamps(), text)).toBeNull();
    },
  );

  test('the first year is the latest that is no more than a day after the reference', () => {
    expect(iso(stamps('UTC', '2026-03-01T00:00:00Z'), 'Mar  1 12:00:00 h')).toBe('2026-03-01T12:00:00.000Z');
    expect(iso(stamps('UTC', '2026-03-01T00:00:00Z'), 'Mar  3 12:00:00 h')).toBe('2025-03-03T12:00:00.000Z');
    expect(iso(stamps('UTC', '2026-03-01T00:00:00Z'), 'Feb 29 12:00:00 h')).toBe('2024-02-29T12:00:00.000Z');
  });

  test('the year follows the months, forward and back', () => {
    const reader = stamps('UTC', '2027-01-01T00:00:00Z');
    const lines = [
      'Dec 31 23:59:59 h',
      'Jan  1 00:00:01 h',
      'Dec 31 23:59:58 h',
      'Jan  1 00:00:02 h',
      'Dec 30 00:00:00 h',
    ];
    const years = lines.map((line) => iso(reader, line)?.slice(0, 4));
    expect(years).toEqual(['2026', '2027', '2026', '2027', '2026']);
  });

  test.each([
    [
      ['Mar 29 00:00:00 h', 'Oct 25 00:00:00 h'],
      ['2026', '2026'],
    ],
    [
      ['Nov 30 00:00:00 h', 'Jan  2 00:00:00 h'],
      ['2026', '2027'],
    ],
    [
      ['Feb  1 00:00:00 h', 'Jan 31 23:59:59 h'],
      ['2026', '2026'],
    ],
  ])('a gap or a straggler: %j', (lines, years) => {
    const reader = stamps('UTC', '2026-12-31T00:00:00Z');
    expect(lines.map((line) => iso(reader, line)?.slice(0, 4))).toEqual(years);
  });

  /** What is pushed was all there when it was received; it may be older than what was pushed before. */
  test.each([
    ['an older log after a newer one', '2026-07-20', ['Jul 19 2026', 'Apr  2 2026', 'Jul 20 2026']],
    ['of the year before', '2026-03-10', ['Mar  9 2026', 'Nov 15 2025', 'Mar 10 2026']],
    ['after that, what is written now', '2026-11-21', ['Nov 20 2026', 'Nov 25 2025', 'Nov 21 2026']],
    ['at New Year', '2027-01-01', ['Dec 31 2026', 'Jan  1 2027', 'Dec 31 2026', 'Jan  1 2027']],
    ['at New Year, by a clock ahead', '2026-12-31', ['Dec 31 2026', 'Jan  1 2027', 'Dec 31 2026']],
    ['an older one that goes over New Year', '2027-02-01', ['Feb  1 2027', 'Dec 31 2026', 'Jan  2 2027']],
    ['29 February', '2028-03-02', ['Feb 28 2028', 'Feb 29 2028', 'Mar  1 2028', 'Jan 31 2028']],
    [
      '29 February, of the last year that had one',
      '2027-03-02',
      ['Feb 28 2027', 'Feb 29 2024', 'Mar  1 2027'],
    ],
    ['29 February, that is pushed in January', '2029-01-10', ['Jan  9 2029', 'Feb 29 2028', 'Jan 10 2029']],
    ['months of silence', '2026-11-21', ['Jan  2 2026', 'Nov 21 2026', 'Feb  3 2026']],
  ])('what is pushed: %s', (_, received, days) => {
    const context = { timeZone: 'UTC', referenceTime: Date.parse(`${received}T12:00:00Z`), isWhole: true };
    const whole = new Stamps(context);
    const read = (reader: Stamps, day: string) => iso(reader, `${day.slice(0, 6)} 10:00:00 h`);
    const expected = days.map((day) => new Date(`${day} 10:00:00Z`).toISOString());
    expect(days.map((day) => read(whole, day))).toEqual(expected);
    // In as many pieces as there are lines, with the state that each leaves to the next.
    let state: ReturnType<Stamps['save']> = null;
    const pieces = days.map((day) => {
      const reader = new Stamps(context, state);
      const at = read(reader, day);
      state = reader.save();
      return at;
    });
    expect(pieces).toEqual(expected);
  });

  test('in a file that grows, what comes before in the year comes after in time', () => {
    const reader = stamps('UTC', '2026-07-20T12:00:00Z');
    expect(iso(reader, 'Jul 19 10:00:00 h')).toBe('2026-07-19T10:00:00.000Z');
    expect(iso(reader, 'Apr  2 10:00:00 h')).toBe('2027-04-02T10:00:00.000Z');
  });

  test('the year goes on from a saved state', () => {
    const before = stamps('UTC', '2027-01-01T00:00:00Z');
    iso(before, 'Dec 31 23:59:59 h');
    const after = new Stamps({ timeZone: 'UTC', referenceTime: 0 }, before.save());
    expect(iso(after, 'Jan  1 00:00:01 h')).toBe('2027-01-01T00:00:01.000Z');
  });

  test('stamps without a zone are in the zone given, on both sides of a change of clocks', () => {
    const reader = stamps('Europe/Berlin', '2026-12-31T00:00:00Z');
    expect(iso(reader, 'Mar 29 01:59:59 h')).toBe('2026-03-29T00:59:59.000Z');
    expect(iso(reader, 'Mar 29 03:00:00 h')).toBe('2026-03-29T01:00:00.000Z');
    expect(iso(reader, 'Oct 25 03:00:00 h')).toBe('2026-10-25T02:00:00.000Z');
    expect(iso(reader, '2026-07-01 12:00:00 h')).toBe('2026-07-01T10:00:00.000Z');
  });
});
