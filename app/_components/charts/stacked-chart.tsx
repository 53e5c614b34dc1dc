'use client';

import { Plot } from './plot';
import { StackMarks } from './stack-marks';
import type { CountSeries, TimeAxis } from './time-series';
import { valueScale } from './value-scale';

/** Counts of several kinds, and their sum. */
export function StackedChart({
  label,
  axis,
  series,
  earlier = [],
  height,
}: {
  label: string;
  axis: TimeAxis;
  series: CountSeries[];
  earlier?: CountSeries[] | undefined;
  height: number;
}) {
  const sums = axis.starts.map((_, index) =>
    series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  const scale = valueScale(
    Math.max(0, ...sums, ...earlier.flatMap(({ values }) => values.map((value) => value ?? 0))),
    'count',
  );
  return (
    <Plot
      label={label}
      axis={axis}
      series={series}
      earlier={earlier}
      unit="count"
      scale={scale}
      height={height}
      stacked
    >
      <StackMarks series={series} scale={scale} />
    </Plot>
  );
}
