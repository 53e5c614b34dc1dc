import { expect, test } from 'vitest';
import { type Exposure, type History, isSpike } from '@/lib/alerts/spike';

const LIMITS = { factor: 2, floor: 20 };
const of = (count: number, attempts: number): Exposure => ({ count, attempts });
const weeks = (...known: Exposure[]): History => ({ weeks: known, trailingDay: of(0, 0), windowsInDay: 24 });
const usual = weeks(of(30, 3000), of(28, 2900), of(33, 3100), of(31, 3000));

test.each<[string, Exposure, History, boolean]>([
  ['as ever', of(31, 3000), usual, false],
  ['tenfold', of(300, 3000), usual, true],
  ['tenfold for ten minutes of the hour', of(75, 3000), usual, true],
  ['a third more', of(42, 3000), usual, false],
  ['a campaign of ten times the mail, refused as ever', of(300, 30_000), usual, false],
  ['a campaign that is refused four times as often', of(1200, 30_000), usual, true],
  ['less mail, and the plain count as ever', of(31, 300), usual, false],
  [
    'one bad week among four is not usual',
    of(90, 3000),
    weeks(of(30, 3000), of(900, 3000), of(28, 3000), of(31, 3000)),
    true,
  ],
  ['never seen, but few', of(19, 3000), weeks(of(0, 3000), of(0, 3000)), false],
  ['never seen, and many', of(20, 3000), weeks(of(0, 3000), of(0, 3000)), true],
  ['twice a small number is chance', of(20, 3000), weeks(of(10, 3000), of(10, 3000)), false],
  [
    'weeks without mail teach nothing',
    of(300, 3000),
    weeks(of(0, 0), of(0, 0), of(0, 0), of(30, 3000)),
    false,
  ],
  [
    'until two weeks are known, the day before is compared with',
    of(300, 3000),
    { weeks: [of(290, 3000)], trailingDay: of(720, 72_000), windowsInDay: 24 },
    true,
  ],
  [
    'where the weeks hold little, the day before says what is usual as well',
    of(24, 788),
    {
      weeks: [of(2, 196), of(1, 194), of(1, 180), of(0, 179)],
      trailingDay: of(288, 14_400),
      windowsInDay: 46,
    },
    false,
  ],
  [
    'and without it, few answers tell little of a campaign',
    of(24, 788),
    weeks(of(2, 196), of(1, 194), of(1, 180), of(0, 179)),
    true,
  ],
  ['nothing to compare with', of(300, 3000), weeks(), false],
])('%s', (_, now, history, expected) => {
  expect(isSpike(now, history, LIMITS)).toBe(expected);
});
