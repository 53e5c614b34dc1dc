import type { LegendEntry } from './legend';
import type { CountSeries, RateSeries, TimeAxis } from './time-series';

export interface Threshold {
  value: number;
  label: string;
}

type Drawn =
  | { kind: 'stacked'; series: CountSeries[]; legend: LegendEntry[]; earlier?: CountSeries[] }
  | { kind: 'lines'; series: RateSeries[]; threshold?: Threshold | null; earlier?: RateSeries[] }
  /** How long something took: nothing to add up. */
  | { kind: 'delays'; series: CountSeries[]; earlier?: CountSeries[] };

/** All that a chart says, as plain data: it is drawn, read as a table, and taken along as a file. */
export interface Chart {
  /** What was found. */
  title: string;
  /** What is shown. */
  note: string;
  axis: TimeAxis;
  /** `earlier`: the same at an earlier time, bucket by bucket, drawn dashed over the present. */
  drawn: Drawn;
}
