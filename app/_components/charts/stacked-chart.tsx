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
  height,
}: {
  label: string;
  axis: TimeAxis;
  series: CountSeries[];
  height: number;
}) {
  const sums = axis.starts.map((_, index) =>
    series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  );
  const scale = valueScale(Math.max(0, ...sums), 'count');
  return (
    <Plot label={label} axis={axis} series={series} unit="count" scale={scale} height={height} stacked>
      <StackMarks series={series} scale={scale} />
    </Plot>
  );
}
