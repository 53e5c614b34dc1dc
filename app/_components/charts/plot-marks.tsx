'use client';

import { useId, useState } from 'react';
import { visible } from '../format/foreign-text';
import { type ChartMark, type MarkCluster, markClusters } from './chart-mark';
import { MarkText } from './mark-text';

const COLOURS: Record<ChartMark['kind'], string> = {
  incident: 'var(--bad)',
  annotation: 'var(--accent)',
  change: 'var(--ink-3)',
};

/** What happened meanwhile: thin lines with a flag, whose words come with the pointer or the focus. */
export function PlotMarks({
  marks,
  from,
  to,
  timeZone,
}: {
  marks: readonly ChartMark[];
  /** Ends of the axis, ms since the epoch. */
  from: number;
  to: number;
  timeZone: string;
}) {
  const clusters = markClusters(marks, from, to);
  if (clusters.length === 0) return null;
  const percent = (at: number) => Math.min(1, Math.max(0, (at - from) / (to - from))) * 100;
  return (
    <>
      {marks.map(
        ({ id, kind, at, until }) =>
          until !== null &&
          at < to &&
          until >= from && (
            <div
              key={id}
              className="pointer-events-none absolute top-0 h-1 opacity-60"
              style={{
                left: `${percent(at)}%`,
                width: `${percent(until) - percent(at)}%`,
                background: COLOURS[kind],
              }}
            />
          ),
      )}
      <ul aria-label="What happened meanwhile" className="pointer-events-none absolute inset-0">
        {clusters.map((cluster) => (
          <Flag key={cluster.marks[0]?.id} cluster={cluster} timeZone={timeZone} />
        ))}
      </ul>
    </>
  );
}

function Flag({ cluster: { place, marks }, timeZone }: { cluster: MarkCluster; timeZone: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  // The gravest gives the colour.
  const grave =
    marks.find(({ kind }) => kind === 'incident') ?? marks.find(({ kind }) => kind === 'annotation');
  const colour = COLOURS[grave?.kind ?? 'change'];
  const near = place > 0.5 ? 'right-0' : 'left-0';
  return (
    <li
      className="absolute inset-y-0 w-0"
      style={{ left: `${place * 100}%`, color: colour }}
      onPointerLeave={() => setOpen(false)}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false)}
      onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
    >
      <span
        aria-hidden
        className="absolute inset-y-0 left-0 border-current border-l border-dashed opacity-70"
      />
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={marks.map(({ name, text }) => `${name}: ${visible(text)}`).join('; ')}
        onPointerEnter={() => setOpen(true)}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        className="pointer-events-auto absolute -top-2 -left-3 z-20 flex h-4 w-6 items-start justify-center"
      >
        <svg aria-hidden="true" viewBox="0 0 10 8" className="h-2 w-2.5 fill-current">
          <path d="M0 0h10L5 8z" />
        </svg>
      </button>
      <div
        id={id}
        hidden={!open}
        className={`pointer-events-auto absolute top-2 z-30 w-max max-w-72 border border-line-strong bg-surface px-2.5 py-2 text-ink text-xs shadow-lg ${near}`}
      >
        {marks.map((mark) => (
          <MarkText key={mark.id} mark={mark} timeZone={timeZone} />
        ))}
      </div>
    </li>
  );
}
