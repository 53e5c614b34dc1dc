'use client';

import { EndLabels } from './end-labels';
import { LineMarks } from './line-marks';
import { Plot } from './plot';
import type { CountSeries, TimeAxis } from './time-series';
import { delayScale } from './value-scale';

/** Delays side by side on a logarithmic axis, each named at its end. */
export function DelayChart({
  label,
  axis,
  series,
  height,
}: {
  label: string;
  axis: TimeAxis;
  /** In ms. */
  series: CountSeries[];
  height: number;
}) {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const scale = delayScale(Math.min(SLOWEST, ...values), Math.max(0, ...values));
  return (
    <Plot
      label={label}
      axis={axis}
      series={series}
      unit="delay"
      scale={scale}
      height={height}
      stacked={false}
      beside={(plotHeight) => <EndLabels series={series} scale={scale} height={plotHeight} />}
    >
      <LineMarks series={series} scale={scale} />
    </Plot>
  );
}

/** Nothing is tried for longer. */
const SLOWEST = 10 * 86_400_000;
