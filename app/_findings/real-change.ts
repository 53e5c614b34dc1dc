import type { Rate } from '@/lib/queries/rates';

/** Standard errors beyond which a difference is not chance: a page shows dozens of them. */
const LEAST_Z = 3;

/** Whether two rates differ by more than chance explains (two-proportion z-test). */
export function isRealChange(now: Rate, before: Rate): boolean {
  if (now.value === null || before.value === null) return false;
  const pooled = (now.numerator + before.numerator) / (now.denominator + before.denominator);
  const variance = pooled * (1 - pooled) * (1 / now.denominator + 1 / before.denominator);
  return variance > 0 && Math.abs(now.value - before.value) > LEAST_Z * Math.sqrt(variance);
}

/** Whether two counts of the same length of time differ by more than chance explains, taken as Poisson counts. */
export const isRealGrowth = (now: number, before: number): boolean =>
  Math.abs(now - before) > LEAST_Z * Math.sqrt(now + before);
