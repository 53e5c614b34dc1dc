'use client';

import type { Threshold } from './chart';
import { EndLabels } from './end-labels';
import { LineMarks } from './line-marks';
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

/** A rate of fewer is mostly chance: one refusal among three must not flatten all else. It leaves the plot at its top. */
const FEW = 20;

function highest(series: readonly RateSeries[]): number {
  const values = (least: number) =>
    series.flatMap((one) =>
      valuesOf(one).flatMap((value, index) => ((one.denominators[index] ?? 0) >= least ? (value ?? []) : [])),
    );
  const reliable = values(FEW);
  return Math.max(0, ...(reliable.length > 0 ? reliable : values(0)));
}
