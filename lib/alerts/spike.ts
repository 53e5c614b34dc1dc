/** A count and the attempts it is out of. */
export interface Exposure {
  count: number;
  attempts: number;
}

/** What a window is compared with: stretches of its own length. */
export interface History {
  /** The same hour of the week, one to four weeks ago; without the weeks from which nothing is known. */
  weeks: readonly Exposure[];
  /** The 24 hours before the window. */
  trailingDay: Exposure;
  /** How many windows fit in it. */
  windowsInDay: number;
}

export interface SpikeLimits {
  /** At least so many times what is usual. */
  factor: number;
  /** At least so many. */
  floor: number;
}

const WEEKS_NEEDED = 2;

/**
 * Mail comes in campaigns: what is usual varies by a third or so from week to week, on top of chance. The variance of
 * such counts is mean + dispersion · mean² (negative binomial); a plain Poisson model would take every campaign for an
 * incident.
 */
const DISPERSION = 0.1;
const Z = 3.09;

interface Usual {
  count: number;
  /** What that is learnt from: little of it tells little. */
  learntFrom: Exposure;
}

/** Where the weeks hold fewer answers than this, their share is hardly known: the day before is asked as well. */
const ENOUGH_TO_LEARN = 50;

/** How many of the window's attempts are usually answered so, or `null` where nothing is known to compare with. More
 * mail brings more of every answer: the usual count grows with the attempts, and does not shrink below the plain one. */
function usualCount(attempts: number, { weeks, trailingDay, windowsInDay }: History): Usual | null {
  const known = weeks.filter((week) => week.attempts > 0);
  const dayShare = trailingDay.attempts === 0 ? 0 : trailingDay.count / trailingDay.attempts;
  if (known.length < WEEKS_NEEDED) {
    if (trailingDay.attempts === 0) return null;
    const count = Math.max(trailingDay.count / windowsInDay, dayShare * attempts);
    return { count, learntFrom: trailingDay };
  }
  const plain = median(known.map((week) => week.count));
  const share = median(known.map((week) => week.count / week.attempts));
  const learntFrom = sumOf(known);
  if (learntFrom.count < ENOUGH_TO_LEARN && dayShare > share)
    return { count: Math.max(plain, dayShare * attempts), learntFrom: trailingDay };
  return { count: Math.max(plain, share * attempts), learntFrom };
}

/** Whether the window holds more than is usual by far, by more than chance, and in numbers that matter. Chance is in
 * what the window holds, and in what was learnt before: the variance of a median is π/2 that of a mean. */
export function isSpike(now: Exposure, history: History, { factor, floor }: SpikeLimits): boolean {
  const usual = usualCount(now.attempts, history);
  if (usual === null || now.count < floor || now.count < factor * usual.count) return false;
  const { count, learntFrom } = usual;
  // One more than was seen: that it was never answered so among few attempts does not say that it never is.
  const learnt = (Math.PI / 2) * (learntFrom.count + 1) * (now.attempts / learntFrom.attempts) ** 2;
  return now.count - count > Z * Math.sqrt(count + DISPERSION * count ** 2 + learnt);
}

const sumOf = (exposures: readonly Exposure[]): Exposure =>
  exposures.reduce((sum, { count, attempts }) => ({
    count: sum.count + count,
    attempts: sum.attempts + attempts,
  }));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
