import { bucketStarts, type TimeRange } from '@/lib/queries/time-range';
import type { TimeAxis } from '../_components/charts/time-series';

const MINUTE = 60_000;
/** Shorter than this, nothing recorded is a quiet moment, not a silent source. */
const SILENCE_MINUTES = 30;

/** The axis of a range's charts, with what is not known on it. */
export function timeAxis(range: TimeRange, covered: ReadonlySet<number>, timeZone: string): TimeAxis {
  const starts = bucketStarts(range);
  const now = range.now.getTime();
  const past = starts.filter((start) => start + range.bucketMinutes * MINUTE <= now).length;
  const unfinished = past < starts.length ? past : null;
  const silences: TimeAxis['silences'] = [];
  let first: number | null = null;
  for (let index = 0; index <= past; index++) {
    const start = starts[index];
    const empty = index < past && start !== undefined && !covered.has(start);
    if (empty) first ??= index;
    else if (first !== null) {
      if ((index - first) * range.bucketMinutes >= SILENCE_MINUTES) silences.push({ first, last: index - 1 });
      first = null;
    }
  }
  return { starts, bucketMinutes: range.bucketMinutes, timeZone, unfinished, silences };
}

/** One value a bucket; `null` within silences. */
export function alongAxis<T>(axis: TimeAxis, valueAt: (start: number) => T): (T | null)[] {
  const silent = new Set<number>();
  for (const { first, last } of axis.silences)
    for (let index = first; index <= last; index++) silent.add(index);
  return axis.starts.map((start, index) => (silent.has(index) ? null : valueAt(start)));
}
