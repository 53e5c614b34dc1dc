import { describe, expect, it } from 'vitest';
import { isRealChange, isRealGrowth } from '@/app/_findings/real-change';
import { rate } from '@/lib/queries/rates';

describe('isRealChange', () => {
  it('tells a change from chance by the volume behind it', () => {
    expect(isRealChange(rate(300, 10_000), rate(200, 10_000))).toBe(true);
    expect(isRealChange(rate(3, 100), rate(2, 100))).toBe(false);
  });

  it('compares nothing with what is undefined', () => {
    expect(isRealChange(rate(3, 100), rate(0, 0))).toBe(false);
  });
});

describe('isRealGrowth', () => {
  it.each([
    [10, 5, false],
    [100, 60, true],
    [10_100, 10_000, false],
    [10_500, 10_000, true],
    [0, 0, false],
    [0, 20, true],
  ])('from %d against %d: %s', (now, before, real) => expect(isRealGrowth(now, before)).toBe(real));
});
