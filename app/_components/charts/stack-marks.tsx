import type { CountSeries } from './time-series';
import type { ValueScale } from './value-scale';
import { VIEW_HEIGHT } from './view-box';

/** Counts on top of each other, one step a bucket. The first series lies at the bottom. */
export function StackMarks({ series, scale }: { series: readonly CountSeries[]; scale: ValueScale }) {
  const y = (value: number) => Math.round(VIEW_HEIGHT * (1 - value / scale.top));
  const buckets = series[0]?.values.length ?? 0;
  let floor = new Array<number>(buckets).fill(0);
  return series.map(({ id, colour, values }) => {
    const roof = floor.map((value, index) => value + (values[index] ?? 0));
    const path = `${steps(roof.map(y), 'forward')}${steps(floor.map(y), 'back')}Z`;
    floor = roof;
    return <path key={id} d={path} fill={colour} shapeRendering="crispEdges" />;
  });
}

/** A line of steps over all buckets, to the right from the left edge, or back. */
function steps(levels: number[], direction: 'forward' | 'back'): string {
  const ordered = direction === 'forward' ? levels : levels.toReversed();
  const step = direction === 'forward' ? 'h1' : 'h-1';
  let path = direction === 'forward' ? `M0 ${ordered[0]}` : `V${ordered[0]}`;
  ordered.forEach((level, index) => {
    const up = level - (ordered[index - 1] ?? level);
    path += up === 0 ? step : `v${up}${step}`;
  });
  return path;
}
