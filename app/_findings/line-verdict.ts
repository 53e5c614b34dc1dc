import type { Rate } from '@/lib/queries/rates';

/** What a rate over time says about a line that it should stay below. */
export type LineVerdict =
  /** Nothing was counted, or too little to judge. */
  | { kind: 'nothing' | 'few' }
  /** The whole range is below, and so is its end. */
  | { kind: 'below' }
  /** The end is above, from `at` on; the whole range may be either. */
  | { kind: 'lately'; at: number; latest: number }
  /** The whole range is above; its end is not, or tells nothing. */
  | { kind: 'whole'; latest: number | null };

export const isAbove = ({ value }: Rate, line: number): boolean => value !== null && value > line;

/** Judges a range by all of it, and by those of its finished buckets that count enough. */
export function lineVerdict(
  whole: Rate,
  buckets: readonly { at: number; rate: Rate }[],
  line: number,
  isFew: (rate: Rate) => boolean,
): LineVerdict {
  if (whole.denominator === 0) return { kind: 'nothing' };
  if (isFew(whole)) return { kind: 'few' };
  const telling = buckets.filter(({ rate }) => !isFew(rate));
  const last = telling[telling.length - 1];
  if (last && isAbove(last.rate, line)) {
    const below = telling.findLastIndex(({ rate }) => !isAbove(rate, line));
    return { kind: 'lately', at: telling[below + 1]?.at ?? last.at, latest: last.rate.value ?? 0 };
  }
  return isAbove(whole, line) ? { kind: 'whole', latest: last?.rate.value ?? null } : { kind: 'below' };
}
