import { drawnOf, linePath } from './line-marks';
import type { Series } from './time-series';
import type { ValueScale } from './value-scale';

/** What was at the time that the page is compared with: dashed, over everything else. */
export function EarlierMarks({ series, scale }: { series: readonly Series[]; scale: ValueScale }) {
  return series.map((one) => (
    <path
      key={one.id}
      d={linePath(drawnOf(one).line, scale)}
      fill="none"
      stroke={one.colour}
      strokeWidth={1.5}
      strokeDasharray="4 3"
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
    />
  ));
}
