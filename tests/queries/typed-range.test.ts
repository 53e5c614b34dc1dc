import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTimeRange } from '@/lib/queries/time-range';
import { readTypedRange } from '@/lib/queries/typed-range';

// A Saturday; in Kolkata it is 12:53:45.
const now = Date.parse('2026-11-21T07:23:45Z');
const read = (text: string, timeZone = 'UTC') => readTypedRange(text, now, timeZone);
const ends = (text: string, timeZone?: string) => {
  const { from, to } = read(text, timeZone) ?? {};
  return [from, to].map((at) => at?.replace(':00.000Z', 'Z').replace('.000Z', 'Z'));
};

describe('what is typed', () => {
  it.each([
    ['6h', '6h'],
    ['90 min', '90m'],
    ['15 minutes', '15m'],
    ['last 6 hours', '6h'],
    ['the last week', '1w'],
    ['an hour', '1h'],
    ['past 3 days', '3d'],
    [' 13  months ', '13mo'],
    ['2W', '2w'],
    ['Yesterday', 'yesterday'],
    ['last week', 'last-week'],
    ['this month', 'this-month'],
    ['last-month', 'last-month'],
  ])('%s moves with the clock: %s', (text, range) => {
    expect(read(text)).toEqual({ range, from: null, to: null });
    expect(readTimeRange({ range }, new Date(now)).relative).toBe(range);
  });

  it.each([
    ['14 Nov 03:00 - 05:00', '2026-11-14T03:00Z', '2026-11-14T05:00Z'],
    ['14 nov 3:00-5:00', '2026-11-14T03:00Z', '2026-11-14T05:00Z'],
    ['Nov 14, 03:00 to 05:00', '2026-11-14T03:00Z', '2026-11-14T05:00Z'],
    ['14 Nov 22:00 – 02:00', '2026-11-14T22:00Z', '2026-11-15T02:00Z'],
    ['14 Oct 03:00 - 05:00', '2026-10-14T03:00Z', '2026-10-14T05:00Z'],
    ['14 Nov 03:00 - 16 Nov 05:00', '2026-11-14T03:00Z', '2026-11-16T05:00Z'],
    ['14 Nov', '2026-11-14T00:00Z', '2026-11-15T00:00Z'],
    ['Sat, 14 Nov 2026', '2026-11-14T00:00Z', '2026-11-15T00:00Z'],
    ['14 - 16 Nov', '2026-11-14T00:00Z', '2026-11-17T00:00Z'],
    ['14-16 November 2025', '2025-11-14T00:00Z', '2025-11-17T00:00Z'],
    ['14 Nov to 16 Nov', '2026-11-14T00:00Z', '2026-11-17T00:00Z'],
    ['24 Dec', '2025-12-24T00:00Z', '2025-12-25T00:00Z'],
    ['28 Dec - 3 Jan', '2025-12-28T00:00Z', '2026-01-04T00:00Z'],
    ['October', '2026-10-01T00:00Z', '2026-11-01T00:00Z'],
    ['Feb 2024', '2024-02-01T00:00Z', '2024-03-01T00:00Z'],
    ['2026-11', '2026-11-01T00:00Z', '2026-11-21T07:23:45Z'],
    ['2026-11-14', '2026-11-14T00:00Z', '2026-11-15T00:00Z'],
    ['14.11.2026', '2026-11-14T00:00Z', '2026-11-15T00:00Z'],
    ['2026-11-14 03:00 - 2026-11-14 05:00', '2026-11-14T03:00Z', '2026-11-14T05:00Z'],
    ['2026-11-14T03:00:00Z/2026-11-14T05:00:00+01:00', '2026-11-14T03:00Z', '2026-11-14T04:00Z'],
    ['2026-11-14T03:00 .. 2026-11-14T05:00', '2026-11-14T03:00Z', '2026-11-14T05:00Z'],
    ['yesterday 03:00 - 05:00', '2026-11-20T03:00Z', '2026-11-20T05:00Z'],
    ['yesterday 22:00 - today 02:00', '2026-11-20T22:00Z', '2026-11-21T02:00Z'],
    ['Friday', '2026-11-20T00:00Z', '2026-11-21T00:00Z'],
    ['last Tue', '2026-11-17T00:00Z', '2026-11-18T00:00Z'],
    ['03:00', '2026-11-21T03:00Z', '2026-11-21T07:23:45Z'],
    ['22:00', '2026-11-20T22:00Z', '2026-11-21T07:23:45Z'],
    ['03:00 - 05:00', '2026-11-21T03:00Z', '2026-11-21T05:00Z'],
    ['14 Nov 03:00', '2026-11-14T03:00Z', '2026-11-21T07:23:45Z'],
    ['14 Nov 03:00 - now', '2026-11-14T03:00Z', '2026-11-21T07:23:45Z'],
    ['now-12h - now-6h', '2026-11-20T19:23:45Z', '2026-11-21T01:23:45Z'],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(ends(text)).toEqual([from, to]);
  });

  it.each([
    ['14 Nov 03:00 - 05:00', 'Asia/Kolkata', '2026-11-13T21:30Z', '2026-11-13T23:30Z'],
    ['14 Nov', 'America/New_York', '2026-11-14T05:00Z', '2026-11-15T05:00Z'],
    // The day on which clocks were set back has 25 hours, the one on which they were set forward 23.
    ['25 Oct', 'Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    ['29 Mar', 'Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    // Shown twice: the first time. Skipped: when it would have been.
    ['25 Oct 02:30 - 04:00', 'Europe/Berlin', '2026-10-25T00:30Z', '2026-10-25T03:00Z'],
    ['29 Mar 02:30 - 04:00', 'Europe/Berlin', '2026-03-29T01:30Z', '2026-03-29T02:00Z'],
    // There the clocks skip midnight itself.
    ['6 Sep', 'America/Santiago', '2026-09-06T04:00Z', '2026-09-07T03:00Z'],
    ['2026-11-14T03:00:00Z - 2026-11-14T05:00:00Z', 'Asia/Kolkata', '2026-11-14T03:00Z', '2026-11-14T05:00Z'],
  ])('%s in %s', (text, timeZone, from, to) => {
    expect(ends(text, timeZone)).toEqual([from, to]);
  });

  it.each([
    ...['', 'soon', '6', '6x', '99999y', 'a', 'm', '31 Feb', '32 Nov', '25:00', '03:61', '11/14/2026'],
    ...['14 Nov 05:00 - 14 Nov 03:00', '2027-01-01', '14 Nov - 15 Nov - 16 Nov', 'now', 'to', ' - ', 'to 6h'],
    '2026-11-14T03:00:00Z to 2010-11-14T03:00:00Z',
  ])('does not understand %o', (text) => {
    expect(read(text)).toBeNull();
  });

  it('answers anything at all, and never with an end before its beginning', () => {
    const part = fc.constantFrom(
      '14',
      'nov',
      '03:00',
      '-',
      'to',
      'now',
      'last',
      '6h',
      '2026-11-14',
      't',
      '/',
      'fri',
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 7 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York'), (text, timeZone) => {
        const range = read(text, timeZone);
        if (range?.from == null || range.to === null) return true;
        return Date.parse(range.from) < Date.parse(range.to) && Date.parse(range.to) <= now;
      }),
      { numRuns: 500 },
    );
  });
});
