import type { SourceCoverage } from '@/lib/queries/source-coverage';
import { bucketStarts, type TimeRange } from '@/lib/queries/time-range';
import type { ChartMark } from '../_components/charts/chart-mark';
import type { TimeAxis } from '../_components/charts/time-series';
import { missingStretches } from '../_findings/source-silences';

/** What is known of the time that charts show. */
export interface Coverage {
  /** Beginnings of the buckets in which anything at all was recorded. */
  heard: ReadonlySet<number>;
  /** When each source was heard of that should speak. */
  sources: readonly SourceCoverage[];
  /** Which of them nothing comes from now, and it is known why, or for long enough. */
  quiet: ReadonlySet<string>;
  /** What happened meanwhile. */
  marks?: readonly ChartMark[];
}

/** Shorter than this, nothing recorded is a quiet moment, not a silent source. */
const SILENCE_MINUTES = 30;

/** The axis of a range's charts, with what is not known on it. */
export function timeAxis(range: TimeRange, covered: Coverage, timeZone: string): TimeAxis {
  const starts = bucketStarts(range);
  const now = range.now.getTime();
  const end = range.to.getTime();
  const past = starts.filter((_, index) => (starts[index + 1] ?? end) <= now).length;
  const unfinished = past < starts.length ? past : null;
  const silences: TimeAxis['silences'] = [];
  let first: number | null = null;
  for (let index = 0; index <= past; index++) {
    const start = starts[index];
    const empty = index < past && start !== undefined && !covered.heard.has(start);
    if (empty) first ??= index;
    else if (first !== null) {
      if ((index - first) * range.bucketMinutes >= SILENCE_MINUTES) silences.push({ first, last: index - 1 });
      first = null;
    }
  }
  const { bucketMinutes } = range;
  const silent = (index: number) => silences.some((one) => one.first <= index && index <= one.last);
  const missing = missingStretches(covered.sources, starts, bucketMinutes, past, covered.quiet).filter(
    ({ first: from, last }) => !(silent(from) && silent(last)),
  );
  const marks = covered.marks ?? [];
  return { starts, end, bucketMinutes, timeZone, unfinished, silences, missing, marks };
}

/** One value a bucket; `null` within silences. */
export function alongAxis<T>(axis: TimeAxis, valueAt: (start: number) => T): (T | null)[] {
  const silent = new Set<number>();
  for (const { first, last } of axis.silences)
    for (let index = first; index <= last; index++) silent.add(index);
  return axis.starts.map((start, index) => (silent.has(index) ? null : valueAt(start)));
}
