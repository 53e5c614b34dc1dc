'use client';

import type { Threshold } from './chart';
import { EndLabels } from './end-labels';
import { drawnOf, LineMarks } from './line-marks';
import { Plot } from './plot';
import type { Series, TimeAxis } from './time-series';
import { type Unit, valueScale } from './value-scale';

/** What goes up and down side by side, each named at its end: rates, mostly. */
export function LineChart({
  label,
  axis,
  series,
  unit = 'rate',
  earlier = [],
  threshold = null,
  height,
}: {
  label: string;
  axis: TimeAxis;
  series: readonly Series[];
  unit?: Unit;
  earlier?: readonly Series[] | undefined;
  threshold?: Threshold | null;
  height: number;
}) {
  const scale = valueScale(Math.max(threshold?.value ?? 0, highest([...series, ...earlier])), unit);
  return (
    <Plot
      label={label}
      axis={axis}
      series={series}
      earlier={earlier}
      unit={unit}
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
function highest(series: readonly Series[]): number {
  const drawn = series.map(drawnOf);
  const telling = drawn.filter(({ tells }) => tells);
  const values = (telling.length > 0 ? telling : drawn).flatMap(({ line }) => line);
  return Math.max(0, ...values.filter((value) => typeof value === 'number'));
}
