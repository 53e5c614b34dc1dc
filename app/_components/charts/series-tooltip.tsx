import { exact } from '../format/number';
import { bucketSpan } from '../format/time';
import { countsIn, readingAt } from './rate-points';
import { bucketEnd, isRate, isSilent, type Series, type TimeAxis } from './time-series';
import { fullValue, type Unit } from './value-scale';

/** One bucket's values, exact. */
export function SeriesTooltip({
  index,
  axis,
  series,
  earlier,
  unit,
  total,
  mayAnnotate,
}: {
  index: number;
  axis: TimeAxis;
  series: readonly Series[];
  earlier: readonly Series[];
  unit: Unit;
  total: boolean;
  mayAnnotate: boolean;
}) {
  const all = series.map((one) => ({
    ...one,
    counts: countsIn(one, index, axis),
    value: readingAt(one, index),
  }));
  const shown = total ? all.filter(({ value }) => (value ?? 0) > 0).reverse() : all;
  const silent = isSilent(axis, index);
  return (
    <div className="min-w-44 border border-line-strong bg-surface px-2.5 py-2 text-xs shadow-lg">
      <p className="mb-1 text-ink-2">
        {bucketSpan(axis.starts[index] ?? 0, bucketEnd(axis, index), axis.timeZone)}
        {axis.unfinished === index && ', not over yet'}
      </p>
      {silent && <p>No source recorded anything.</p>}
      {!silent && shown.length === 0 && <p>None</p>}
      {!silent &&
        shown.map(({ id, label, colour, counts, value }) => (
          <p key={id} className="flex items-center gap-2">
            <span aria-hidden className="size-2 shrink-0" style={{ background: colour }} />
            <span className="mr-auto">{label}</span>
            {counts && <span className="text-ink-3">{counts}</span>}
            <span className="text-right font-medium">{fullValue(value, unit)}</span>
          </p>
        ))}
      {!silent && total && shown.length > 1 && (
        <p className="mt-1 flex justify-between border-line border-t pt-1 font-medium">
          <span>All</span>
          <span>{exact(all.reduce((sum, { value }) => sum + (value ?? 0), 0))}</span>
        </p>
      )}
      {mayAnnotate && <p className="mt-1 text-2xs text-ink-3">Ctrl-click, or A, to annotate</p>}
      {earlier.map((one) => (
        <p key={one.id} className="flex items-center gap-2 text-ink-2">
          <span
            aria-hidden
            className="w-2 shrink-0 border-t border-dashed"
            style={{ borderColor: one.colour }}
          />
          <span className="mr-auto">{one.label}</span>
          {isRate(one) && <span className="text-ink-3">{countsIn(one, index, axis)}</span>}
          <span className="text-right">{fullValue(readingAt(one, index), unit)}</span>
        </p>
      ))}
    </div>
  );
}
