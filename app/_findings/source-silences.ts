import type { SourceCoverage } from '@/lib/queries/source-coverage';

/** A stretch of buckets in which some sources, though not all, recorded nothing. */
export interface MissingStretch {
  first: number;
  last: number;
  sources: string[];
}

/** A shorter pause is a quiet moment. */
const LEAST_MINUTES = 30;
/** A pause that is so many times as long as nine in ten of the source's own pauses is none of them. */
const USUAL_PAUSES = 3;
/** Heard of less often, a source has no rhythm that a pause could be measured by. */
const ENOUGH_HEARD = 8;

/**
 * Where sources that should speak did not. A rate over such a stretch is a rate of the other sources.
 * @param known buckets before this index are over
 * @param quiet names of sources that are known to be silent, failing or paused now
 */
export function missingStretches(
  coverage: readonly SourceCoverage[],
  starts: readonly number[],
  bucketMinutes: number,
  known: number,
  quiet: ReadonlySet<string>,
): MissingStretch[] {
  const missing: string[][] = starts.map(() => []);
  for (const source of coverage) {
    for (const [first, last] of pausesOf(source, starts, bucketMinutes, known, quiet.has(source.name)))
      for (let index = first; index <= last; index++) missing[index]?.push(source.name);
  }
  const stretches: MissingStretch[] = [];
  missing.forEach((sources, index) => {
    if (sources.length === 0) return;
    const before = stretches[stretches.length - 1];
    if (before?.last === index - 1 && before.sources.join() === sources.join()) before.last = index;
    else stretches.push({ first: index, last: index, sources });
  });
  return stretches;
}

type Pause = [first: number, last: number];

function pausesOf(
  { heard, heardBefore }: SourceCoverage,
  starts: readonly number[],
  bucketMinutes: number,
  known: number,
  isQuiet: boolean,
): Pause[] {
  const at = new Set(heard);
  const indices = starts.flatMap((start, index) => (index < known && at.has(start) ? [index] : []));
  const [first] = indices;
  if (first === undefined) return isQuiet && heardBefore && known > 0 ? [[0, known - 1]] : [];
  const pauses: Pause[] = indices
    .slice(1)
    .map((index, before): Pause => [(indices[before] ?? 0) + 1, index - 1]);
  const lengths = pauses.map(([from, to]) => to - from + 1);
  const usual = indices.length < ENOUGH_HEARD ? Number.POSITIVE_INFINITY : quantile(lengths, 0.9);
  const allowed = Math.max(LEAST_MINUTES, USUAL_PAUSES * usual * bucketMinutes);
  // How long nothing had come before the range is not known: only what lies within it counts.
  const edges: Pause[] = heardBefore ? [[0, first - 1]] : [];
  const tail: Pause = [(indices[indices.length - 1] ?? 0) + 1, known - 1];
  const isLong = ([from, to]: Pause, least: number) => (to - from + 1) * bucketMinutes >= least && to >= from;
  return [
    ...[...edges, ...pauses].filter((pause) => isLong(pause, allowed)),
    ...(isLong(tail, isQuiet ? LEAST_MINUTES : allowed) ? [tail] : []),
  ];
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
