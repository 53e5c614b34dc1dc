import { describe, expect, it } from 'vitest';
import { bytes } from '@/app/_components/format/bytes';
import { visible } from '@/app/_components/format/foreign-text';
import { compact, exact, growth } from '@/app/_components/format/number';
import { percent, points, ratio } from '@/app/_components/format/rate';
import { bucketSpan, duration, moment, since, stamp } from '@/app/_components/format/time';

const at = new Date('2026-09-21T01:12:09Z');

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [20_340, '20,340'],
    [1_234_567, '1,234,567'],
  ])('writes %d exactly as %s', (value, text) => expect(exact(value)).toBe(text));

  it.each([
    [250, '250'],
    [2500, '2.5k'],
    [1_250_000, '1.25M'],
  ])('writes %d shortly as %s', (value, text) => expect(compact(value)).toBe(text));

  it.each([
    [112, 100, '+12%'],
    [89, 100, '−11%'],
    [100, 100, '±0%'],
    [5, 0, null],
  ])('from %d against %d: %s', (now, before, text) => expect(growth(now, before)).toBe(text));

  it('writes bytes', () =>
    expect([bytes(0), bytes(581), bytes(81_920)]).toEqual(['0 B', '581 B', '81.9 kB']));
});

describe('rates', () => {
  it.each([
    [null, '–'],
    [0, '0%'],
    [0.000000001, '<0.001%'],
    [0.00043, '0.043%'],
    [0.0592, '5.92%'],
    [0.124, '12.4%'],
    [0.99999, '>99.9%'],
    [1, '100%'],
  ])('writes %d as %s', (value, text) => expect(percent(value)).toBe(text));

  it('writes a change in percentage points', () => {
    expect([points(0.05, 0.018), points(0.011, 0.0125), points(0.01, null)]).toEqual([
      '+3.2 pp',
      '−0.15 pp',
      null,
    ]);
  });

  it.each([
    [40, 10, '4 : 1'],
    [10, 24, '1 : 2.4'],
    [0, 24, '0 : 24'],
  ])('writes the ratio of %d and %d as %s', (left, right, text) => expect(ratio(left, right)).toBe(text));
});

describe('times', () => {
  it('are those of the zone', () => {
    expect(stamp(at, 'UTC')).toBe('2026-09-21 01:12:09');
    expect(moment(at, 'America/New_York')).toBe('Sun 20 Sep, 21:12');
  });

  it('name the day only where it is needed', () => {
    expect(since(at, new Date('2026-09-21T09:00:00Z'), 'UTC')).toBe('01:12');
    expect(since(at, new Date('2026-09-23T09:00:00Z'), 'UTC')).toBe('21 Sep, 01:12');
    expect(since(at, new Date('2027-09-21T09:00:00Z'), 'UTC')).toBe('21 Sep 2026');
  });

  it('name a bucket by its ends', () => {
    const midnight = Date.parse('2026-09-21T00:00:00Z');
    expect(bucketSpan(midnight, midnight + 10 * 60_000, 'UTC')).toBe('21 Sep, 00:00–00:10');
    expect(bucketSpan(midnight, midnight + 1440 * 60_000, 'UTC')).toBe('21 Sep');
    expect(bucketSpan(midnight, midnight + 2880 * 60_000, 'UTC')).toBe('21 Sep – 22 Sep');
    expect(bucketSpan(midnight - 600_000, midnight - 600_000 + 10 * 60_000, 'UTC')).toBe(
      '20 Sep, 23:50–00:00',
    );
    expect(bucketSpan(midnight, midnight + 720 * 60_000, 'Asia/Kolkata')).toBe('21 Sep, 05:30–17:30');
    expect(bucketSpan(midnight, midnight + 1440 * 60_000, 'America/New_York')).toBe(
      '20 Sep, 20:00 – 21 Sep, 20:00',
    );
  });

  it.each([
    [900, '0 seconds'],
    [61_000, '1 minute'],
    [5 * 3_600_000, '5 hours'],
    [50 * 3_600_000, '2 days'],
  ])('%d ms are %s', (ms, text) => expect(duration(ms)).toBe(text));
});

describe('strangers’ text', () => {
  it('hides nothing', () => {
    expect(visible('a\u0000b\u001b[1m\u200b\u202ec\u2028é✓')).toBe(
      'a⟨U+0000⟩b⟨U+001B⟩[1m⟨U+200B⟩⟨U+202E⟩c⟨U+2028⟩é✓',
    );
  });
});
