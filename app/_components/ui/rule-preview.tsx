'use client';

import type { Threshold } from '../charts/chart';
import { EndLabels } from '../charts/end-labels';
import { LineMarks } from '../charts/line-marks';
import { Plot } from '../charts/plot';
import { type Series, type TimeAxis, valuesOf } from '../charts/time-series';
import { type Unit, valueScale } from '../charts/value-scale';

/** What a rule would have done: plain data, from the server. */
export interface PreviewShown {
  title: string;
  axis: TimeAxis;
  series: Series[];
  unit: Unit;
  threshold: Threshold | null;
  /** The latest, in words. */
  firings: { id: string; what: string; when: string; much: string }[];
  /** How many earlier ones there are. */
  left: number;
}

const HEIGHT = 220;

/** The threshold over what was, and each time somebody would have been alarmed. */
export function RulePreview({ shown }: { shown: PreviewShown }) {
  const { title, axis, series, unit, threshold, firings, left } = shown;
  const most = series.flatMap((one) => valuesOf(one).map((value) => value ?? 0));
  const scale = valueScale(Math.max(threshold?.value ?? 0, ...most), unit);
  return (
    <section aria-label="Preview" className="min-w-0">
      <h2 className="mb-2 font-semibold text-sm">{title}</h2>
      {series.length > 0 && (
        <Plot
          label={title}
          axis={axis}
          series={series}
          unit={unit}
          scale={scale}
          threshold={threshold}
          height={HEIGHT}
          stacked={false}
          beside={(plotHeight) => <EndLabels series={series} scale={scale} height={plotHeight} />}
        >
          <LineMarks series={series} scale={scale} />
        </Plot>
      )}
      <ol className="mt-3">
        {firings.map(({ id, what, when, much }) => (
          <li key={id} className="flex flex-wrap gap-x-4 border-line border-b py-1 text-xs">
            <span>{when}</span>
            <span className="min-w-0 break-words font-medium">{what}</span>
            <span className="ml-auto text-ink-2">{much}</span>
          </li>
        ))}
      </ol>
      {left > 0 && <p className="pt-1 text-ink-3 text-xs">{left} earlier ones are not listed.</p>}
    </section>
  );
}
