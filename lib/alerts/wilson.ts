/** z of the one-sided 99.9% bound: at 2% true and 5% allowed it gives no false alarm in months of minutes. */
export const WILSON_Z = 3.09;

/**
 * The Wilson score interval of k of n (Wilson 1927, JASA 22): the rates that could well have produced what was
 * seen. Of nothing seen every rate could: 0 of 0 is [0, 1]. More than n of n (complaints about yesterday's mail)
 * counts as all of n.
 */
export function wilsonInterval(k: number, n: number, z = WILSON_Z): { lower: number; upper: number } {
  if (n <= 0) return { lower: 0, upper: 1 };
  const p = Math.min(k / n, 1);
  const zz = z * z;
  const centre = p + zz / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p) + zz / (4 * n)) / n);
  const scale = 1 + zz / n;
  return { lower: Math.max(0, (centre - spread) / scale), upper: Math.min(1, (centre + spread) / scale) };
}

/** Whether the whole interval is above the rate, or below it. The interval is made of the rates that a score test does
 * not refuse, so nothing but that test is needed for it: this is asked of every series, of every rule, every minute. */
export const isSurelyAbove = (k: number, n: number, rate: number, z = WILSON_Z): boolean =>
  n > 0 && Math.min(k / n, 1) > rate && isRefused(k, n, rate, z);

export const isSurelyBelow = (k: number, n: number, rate: number, z = WILSON_Z): boolean =>
  n > 0 && k / n < rate && isRefused(k, n, rate, z);

function isRefused(k: number, n: number, rate: number, z: number): boolean {
  const distance = Math.min(k / n, 1) - rate;
  return distance * distance * n >= z * z * rate * (1 - rate);
}
