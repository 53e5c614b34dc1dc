import { MarkText } from './mark-text';

import { bucketEnd, type TimeAxis } from './time-series';

/** What the chart marks, in words, for its table. */
export function MarkList({ axis }: { axis: TimeAxis }) {
  const from = axis.starts[0] ?? 0;
  const to = bucketEnd(axis, axis.starts.length - 1);
  const within = (axis.marks ?? []).filter(({ at, until }) => at < to && (until ?? at) >= from);
  if (within.length === 0) return null;
  return (
    <section aria-label="What happened meanwhile" className="mb-3 text-xs">
      <h3 className="mb-1 text-ink-3">What happened meanwhile</h3>
      {within.map((mark) => (
        <MarkText key={mark.id} mark={mark} timeZone={axis.timeZone} />
      ))}
    </section>
  );
}
