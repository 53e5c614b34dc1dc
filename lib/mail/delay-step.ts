/** Delays are counted in steps of a fourth of a doubling: a percentile of them is at most 9% off. */
const STEPS_PER_DOUBLING = 4;

export const delayStep = (ms: number): number => Math.floor(STEPS_PER_DOUBLING * Math.log2(Math.max(ms, 1)));

/** Where a step begins; it ends where the next one begins. */
export const delayOfStep = (step: number): number => 2 ** (step / STEPS_PER_DOUBLING);
