import { ratePoints } from './rate-points';
import { isRate, type Series } from './time-series';
import type { ValueScale } from './value-scale';
import { VIEW_HEIGHT } from './view-box';

const DOT_PX = 5;
const FAINT_DOT_PX = 3.5;

/** One line a series, through the middles of the buckets; what is undefined is a gap, what stands alone a dot. The first
 * series lies on top. */
export function LineMarks({ series, scale }: { series: readonly Series[]; scale: ValueScale }) {
  return series
    .map((one, rank) => {
      const { line, dots, few } = drawnOf(one);
      const look = {
        fill: 'none',
        stroke: one.colour,
        strokeLinejoin: 'round',
        strokeLinecap: 'round',
        vectorEffect: 'non-scaling-stroke',
      } as const;
      return (
        <g key={one.id}>
          <path d={linePath(line, scale)} strokeWidth={rank === 0 ? 2 : 1.5} {...look} />
          {dots.length > 0 && <path d={dotsPath(dots, scale)} strokeWidth={DOT_PX} {...look} />}
          {few.length > 0 && (
            <path d={dotsPath(few, scale)} strokeWidth={FAINT_DOT_PX} strokeOpacity={0.55} {...look} />
          )}
        </g>
      );
    })
    .reverse();
}

/** A rate of fewer is mostly chance: one refusal among three. */
const FEW = 20;

type Point = { index: number; value: number };

/** What is drawn at a bucket: of a rate that is made of more of them, only at the middle one. `null`: nothing is known. */
type Drawn = { value: number; isTelling: boolean } | 'passed' | null;

function drawnAlong(series: Series): Drawn[] {
  if (!isRate(series))
    return series.values.map((value) => (value === null ? null : { value, isTelling: true }));
  return ratePoints(series).map((point, index) => {
    if (!point?.denominator) return null;
    if (point.at !== index) return 'passed';
    return { value: point.numerator / point.denominator, isTelling: point.denominator >= FEW };
  });
}

/**
 * What of a series is a line, and what are dots. The line passes over rates of few, which stand beside it as faint dots:
 * neither does chance shake it, nor is what was counted hidden. Where all are rates of few, they are all there is.
 */
export function drawnOf(series: Series): {
  line: (number | null | 'passed')[];
  dots: Point[];
  few: Point[];
  /** Whether its line is of rates that tell something; counts always do. */
  tells: boolean;
} {
  const drawn = drawnAlong(series);
  const isPoint = (one: Drawn) => one !== null && one !== 'passed';
  const tells = drawn.some((one) => isPoint(one) && one.isTelling);
  const line = drawn.map((one) => (isPoint(one) ? (tells && !one.isTelling ? 'passed' : one.value) : one));
  const few = drawn.flatMap((one, index) =>
    isPoint(one) && line[index] === 'passed' ? [{ index, value: one.value }] : [],
  );
  const dots = line.flatMap((value, index) =>
    typeof value === 'number' && isAlone(line, index) ? [{ index, value }] : [],
  );
  return { line, dots, few, tells };
}

/** Whether no line leads to it: to either side comes a gap before the next point. */
function isAlone(line: readonly (number | null | 'passed')[], index: number): boolean {
  const before = line.slice(0, index).findLast((value) => value !== 'passed') ?? null;
  const after = line.slice(index + 1).find((value) => value !== 'passed') ?? null;
  return before === null && after === null;
}

/** Through the middles of the buckets; what is undefined is a gap, the rest is passed over. */
export function linePath(values: readonly (number | null | 'passed')[], scale: ValueScale): string {
  let path = '';
  let drawing = false;
  values.forEach((value, index) => {
    if (value === 'passed') return;
    if (value !== null) {
      const begin = drawing ? 'L' : 'M';
      path += `${begin}${place({ index, value }, scale)}${drawing ? '' : 'h0'}`;
    }
    drawing = value !== null;
  });
  return path;
}

/** A stroke of no length is a dot. */
const dotsPath = (points: readonly Point[], scale: ValueScale): string =>
  points.map((point) => `M${place(point, scale)}h0`).join('');

const place = ({ index, value }: Point, scale: ValueScale): string =>
  `${index + 0.5} ${Math.round(VIEW_HEIGHT * (1 - scale.share(value)))}`;
