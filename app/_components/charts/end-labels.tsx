import { drawnOf } from './line-marks';
import type { Series } from './time-series';
import type { ValueScale } from './value-scale';

const LINE_HEIGHT = 15;

/** Each series' name beside its last value, pushed apart where they would lie on each other. */
export function EndLabels({
  series,
  scale,
  height,
}: {
  series: readonly Series[];
  scale: ValueScale;
  /** Of the plot, in px. */
  height: number;
}) {
  const labels = series
    .map((one) => ({ ...one, y: height * (1 - scale.share(lastOf(drawnOf(one).line))) }))
    .sort((a, b) => b.y - a.y);
  let floor = height;
  return labels.map(({ id, label, colour, y }) => {
    const top = Math.min(y, floor);
    floor = top - LINE_HEIGHT;
    return (
      <span
        key={id}
        className="absolute left-full ml-1.5 flex -translate-y-1/2 items-center gap-1.5 whitespace-nowrap text-2xs text-ink-2"
        style={{ top }}
      >
        <span aria-hidden className="size-2 shrink-0" style={{ background: colour }} />
        <span className="max-w-19 truncate" title={label}>
          {label}
        </span>
      </span>
    );
  });
}

const lastOf = (line: readonly (number | null | 'passed')[]): number =>
  line.findLast((value) => typeof value === 'number') ?? 0;
