/** Where a rate stepped up, and from what to what. */
export interface Step {
  /** Index of the first bucket after the step. */
  index: number;
  before: number;
  after: number;
  /** Events and attempts since the step. */
  numerator: number;
  denominator: number;
}

// A step is told only where chance does not explain it (log likelihood ratio 10 is about 1 in 50,000, and every bucket
// is a try), where it is large, and where enough messages are concerned to be worth a sentence.
const LEAST_EVIDENCE = 10;
const LEAST_FACTOR = 3;
const LEAST_EVENTS = 20;

/** The split of a series of counts into a quieter past and a louder present that explains it best, both taken as
 * Poisson counts of their own rate; `null` where there is no such step. */
export function findStepUp(events: readonly number[], attempts: readonly number[]): Step | null {
  const all = { events: sum(events), attempts: sum(attempts) };
  let best: (Step & { evidence: number }) | null = null;
  let past = { events: 0, attempts: 0 };
  for (let index = 1; index < events.length; index++) {
    past = {
      events: past.events + (events[index - 1] ?? 0),
      attempts: past.attempts + (attempts[index - 1] ?? 0),
    };
    const present = { events: all.events - past.events, attempts: all.attempts - past.attempts };
    if (past.attempts === 0 || present.attempts === 0 || present.events < LEAST_EVENTS) continue;
    const before = past.events / past.attempts;
    const after = present.events / present.attempts;
    if (after < before * LEAST_FACTOR) continue;
    const evidence = likelihood(past) + likelihood(present) - likelihood(all);
    if (evidence < LEAST_EVIDENCE || (best && evidence <= best.evidence)) continue;
    best = { index, before, after, numerator: present.events, denominator: present.attempts, evidence };
  }
  if (!best) return null;
  const { evidence: _, ...step } = best;
  return step;
}

interface Counts {
  events: number;
  attempts: number;
}

const likelihood = ({ events, attempts }: Counts): number =>
  events === 0 ? 0 : events * Math.log(events / attempts);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
