import type { Narrowing } from '../ui/use-filters';
import type { ChartMark } from './chart-mark';

/** The horizontal axis of a chart, as plain data: it travels from the server to the browser. */
export interface TimeAxis {
  /** Beginnings of the buckets, ms since the epoch. */
  starts: number[];
  /** Where the last of them ends. */
  end: number;
  /** How long one is; days of a zone that changes its clocks are an hour longer or shorter. */
  bucketMinutes: number;
  timeZone: string;
  /** Index of the bucket that is still being filled, `null` where the range has ended. */
  unfinished: number | null;
  /** Stretches in which no source recorded anything, as indices of their first and last bucket. */
  silences: { first: number; last: number }[];
  /** Stretches in which some sources recorded nothing, though they should have: what is drawn is of the others. */
  missing: { first: number; last: number; sources: string[] }[];
  /** What happened meanwhile, the latest first. */
  marks?: readonly ChartMark[];
  /** Which events it counts beyond what the page asks for; `null`: what it counts are no events. */
  eventsOf?: Narrowing | null;
}

/** How a series is named and drawn, and what a click on it does. */
interface Look {
  id: string;
  label: string;
  colour: string;
  href?: string;
  /** What a click on its part of a stack narrows the page to. */
  narrowing?: Narrowing;
}

/** Counts, one a bucket; `null`: not known. */
export interface CountSeries extends Look {
  values: (number | null)[];
}

/** A rate's counts, one pair a bucket: its values follow from them. */
export interface RateSeries extends Look {
  numerators: (number | null)[];
  denominators: (number | null)[];
  /** So many neighbouring buckets make one point of its line, since one alone divides by too little. */
  joined?: number;
}

export type Series = CountSeries | RateSeries;

export const isRate = (series: Series): series is RateSeries => 'numerators' in series;

/** The values to draw: of a rate the quotients, undefined where nothing was counted. */
export function valuesOf(series: Series): (number | null)[] {
  if (!isRate(series)) return series.values;
  return series.numerators.map((numerator, index) => {
    const denominator = series.denominators[index];
    return numerator === null || !denominator ? null : numerator / denominator;
  });
}

export const isSilent = (axis: TimeAxis, index: number): boolean =>
  axis.silences.some(({ first, last }) => first <= index && index <= last);

/** Which sources a bucket lacks. */
export const missingAt = (axis: TimeAxis, index: number): string[] =>
  axis.missing.flatMap(({ first, last, sources }) => (first <= index && index <= last ? sources : []));

export const bucketEnd = ({ starts, end }: TimeAxis, index: number): number => starts[index + 1] ?? end;
