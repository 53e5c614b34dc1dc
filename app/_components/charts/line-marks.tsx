import { type Series, valuesOf } from './time-series';
import type { ValueScale } from './value-scale';
import { VIEW_HEIGHT } from './view-box';

/** One line a series, through the middles of the buckets; what is undefined is a gap. The first lies on top. */
export function LineMarks({ series, scale }: { series: readonly Series[]; scale: ValueScale }) {
  return series
    .map((one, rank) => (
      <path
        key={one.id}
        d={linePath(valuesOf(one), scale)}
        fill="none"
        stroke={one.colour}
        strokeWidth={rank === 0 ? 2 : 1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    ))
    .reverse();
}

/** Through the middles of the buckets; what is undefined is a gap. */
export function linePath(values: (number | null)[], scale: ValueScale): string {
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value !== null) {
      const y = Math.round(VIEW_HEIGHT * (1 - scale.share(value)));
      // A value between two gaps has no line to either side: a stroke of no length is a dot.
      path += `${drawing ? 'L' : 'M'}${index + 0.5} ${y}${drawing ? '' : 'h0'}`;
    }
    drawing = value !== null;
  });
  return path;
}
