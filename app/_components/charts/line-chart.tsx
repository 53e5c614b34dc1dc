'use client';

import type { Threshold } from './chart';
import { EndLabels } from './end-labels';
import { isTelling, LineMarks } from './line-marks';
import { Plot } from './plot';
import { type RateSeries, type TimeAxis, valuesOf } from './time-series';
import { valueScale } from './value-scale';

/** Rates side by side, each named at its end. */
export function LineChart({
  label,
  axis,
  series,
  earlier = [],
  threshold = null,
  height,
}: {
  label: string;
  axis: TimeAxis;
  series: RateSeries[];
  earlier?: RateSeries[] | undefined;
  threshold?: Threshold | null;
  height: number;
}) {
  const scale = valueScale(Math.max(threshold?.value ?? 0, highest([...series, ...earlier])), 'rate');
  return (
    <Plot
      label={label}
      axis={axis}
      series={series}
      earlier={earlier}
      unit="rate"
      scale={scale}
      threshold={threshold}
      height={height}
      stacked={false}
      beside={(plotHeight) => <EndLabels series={series} scale={scale} height={plotHeight} />}
    >
      <LineMarks series={series} scale={scale} />
    </Plot>
  );
}

/** One refusal among three must not flatten all else: a rate of few leaves the plot at its top. */
function highest(series: readonly RateSeries[]): number {
  const values = (isCounted: typeof isTelling) =>
    series.flatMap((one) =>
      valuesOf(one).flatMap((value, index) => (isCounted(one, index) ? (value ?? []) : [])),
    );
  const telling = values(isTelling);
  return Math.max(0, ...(telling.length > 0 ? telling : values(() => true)));
}
