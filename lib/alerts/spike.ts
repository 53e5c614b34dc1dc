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

/** How many of the window's attempts are usually answered so, or `null` where nothing is known to compare with. More
 * mail brings more of every answer: the usual count grows with the attempts, and does not shrink below the plain one. */
export function usualCount(attempts: number, { weeks, trailingDay, windowsInDay }: History): number | null {
  const known = weeks.filter((week) => week.attempts > 0);
  if (known.length >= WEEKS_NEEDED) {
    const share = median(known.map((week) => week.count / week.attempts));
    return Math.max(median(known.map((week) => week.count)), share * attempts);
  }
  if (trailingDay.attempts === 0) return null;
  return Math.max(trailingDay.count / windowsInDay, (trailingDay.count / trailingDay.attempts) * attempts);
}

/** Whether the window holds more than is usual by far, by more than chance, and in numbers that matter. */
export function isSpike(now: Exposure, history: History, { factor, floor }: SpikeLimits): boolean {
  const usual = usualCount(now.attempts, history);
  if (usual === null || now.count < floor || now.count < factor * usual) return false;
  return now.count - usual > Z * Math.sqrt(usual + DISPERSION * usual * usual);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
