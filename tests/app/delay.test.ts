import { expect, it } from 'vitest';
import { delayScale } from '@/app/_components/charts/value-scale';
import { delay } from '@/app/_components/format/delay';

it.each([
  [0, '0 ms'],
  [350, '350 ms'],
  [1240, '1.2 s'],
  [59_400, '59 s'],
  [270_000, '4.5 min'],
  [8_280_000, '2.3 h'],
  [432_000_000, '5 d'],
])('%i ms are %s', (ms, words) => {
  expect(delay(ms)).toBe(words);
});

it('a scale of delays is logarithmic between round ones', () => {
  const scale = delayScale(1500, 200_000);
  expect(scale.ticks.map(({ label }) => label)).toEqual(['1 s', '10 s', '1 min', '10 min']);
  expect(scale.share(1000)).toBe(0);
  expect(scale.share(600_000)).toBe(1);
  expect(scale.share(10_000)).toBeCloseTo(Math.log(10) / Math.log(600));
});

it('has room for a single value, for none and for what is beyond all', () => {
  expect(delayScale(1000, 1000).ticks.map(({ label }) => label)).toEqual(['1 s', '10 s']);
  expect(delayScale(0, 0).share(0)).toBe(0);
  expect(delayScale(1000, 10 ** 9).share(10 ** 9)).toBe(1);
});
