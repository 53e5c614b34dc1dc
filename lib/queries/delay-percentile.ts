import { delayOfStep } from '@/lib/mail/delay-step';
import type { DelaySteps } from './delivery-delays';

/** The delay in ms that this share of the deliveries stayed below; `null` where there were none. */
export function delayPercentile(steps: DelaySteps, share: number): number | null {
  const inOrder = [...steps].sort(([a], [b]) => a - b);
  const all = deliveriesIn(steps);
  let below = 0;
  for (const [step, count] of inOrder) {
    // Within a step they are taken to be spread evenly over its logarithm.
    if (below + count >= share * all) return delayOfStep(step + (share * all - below) / count);
    below += count;
  }
  return null;
}

export const deliveriesIn = (steps: DelaySteps): number =>
  [...steps.values()].reduce((sum, count) => sum + count, 0);

export function addDelays(all: Iterable<DelaySteps>): DelaySteps {
  const sum: DelaySteps = new Map();
  for (const steps of all) for (const [step, count] of steps) sum.set(step, (sum.get(step) ?? 0) + count);
  return sum;
}
