import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLowVolume, percent } from '@/app/_components/format/rate';
import { isAbove, lineVerdict } from '@/app/_findings/line-verdict';
import { hardBounceTitle } from '@/app/_panels/hard-bounce-title';
import { type Rate, rate } from '@/lib/queries/rates';

const LINE = 0.02;
const titleOf = (whole: Rate, buckets: readonly Rate[]): string => {
  const timed = buckets.map((one, index) => ({ at: index, rate: one }));
  return hardBounceTitle(lineVerdict(whole, timed, LINE, isLowVolume), whole, LINE, (at) => `bucket ${at}`);
};
const sum = (rates: readonly Rate[]): Rate =>
  rate(
    rates.reduce((all, { numerator }) => all + numerator, 0),
    rates.reduce((all, { denominator }) => all + denominator, 0),
  );

describe('the title of the hard bounces', () => {
  it.each<[string, [number, number][]]>([
    ['Nothing was finished in this range', []],
    ['Too little was finished to judge hard bounces: 4 / 12', [[4, 12]]],
    [
      'Hard bounces are below the 2% line: 1.00% of the whole range',
      [
        [1, 100],
        [1, 100],
      ],
    ],
    [
      'Hard bounces are above the 2% line since bucket 1: 4.00% lately, 2.50% of the whole range',
      [
        [1, 100],
        [4, 100],
      ],
    ],
    [
      'Hard bounces are above the 2% line since bucket 1: 3.00% lately, 0.40% of the whole range',
      [
        [1, 900],
        [3, 100],
      ],
    ],
    [
      'Hard bounces were above the 2% line: 4.50% of the whole range, and back below it: 1.00% lately',
      [
        [8, 100],
        [1, 100],
      ],
    ],
    // A trickle: no bucket counts enough to be judged, all of them do.
    [
      'Hard bounces were above the 2% line: 4.35% of the whole range',
      [
        [0, 30],
        [3, 39],
      ],
    ],
    // A few at the end say nothing about now.
    [
      'Hard bounces are below the 2% line: 1.94% of the whole range',
      [
        [1, 100],
        [1, 3],
      ],
    ],
  ])('%s', (title, counts) => {
    const buckets = counts.map(([numerator, denominator]) => rate(numerator, denominator));
    expect(titleOf(sum(buckets), buckets)).toBe(title);
  });

  it('never says otherwise than the card, nor than its own numbers', () => {
    const bucket = fc
      .tuple(fc.nat(400), fc.nat(100))
      .map(([denominator, part]) => rate(Math.floor((denominator * part) / 1000), denominator));
    fc.assert(
      fc.property(fc.array(bucket, { maxLength: 12 }), (buckets) => {
        const whole = sum(buckets);
        const title = titleOf(whole, buckets);
        const last = buckets.findLast((one) => !isLowVolume(one));
        if (isLowVolume(whole)) {
          expect(title).toMatch(/^(Nothing|Too little)/);
          return;
        }
        expect(title).toContain(`${percent(whole.value)} of the whole range`);
        const isLate = last !== undefined && isAbove(last, LINE);
        expect(title.startsWith('Hard bounces are above')).toBe(isLate);
        if (!isLate) expect(title.startsWith('Hard bounces were above')).toBe(isAbove(whole, LINE));
        if (/are below/.test(title)) expect(isAbove(whole, LINE)).toBe(false);
      }),
    );
  });
});
