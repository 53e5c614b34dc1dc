import { describe, expect, it } from 'vitest';
import { isRealChange } from '@/app/_findings/real-change';
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
