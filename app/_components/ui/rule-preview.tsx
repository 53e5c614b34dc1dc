'use client';

import type { Threshold } from '../charts/chart';
import { LineChart } from '../charts/line-chart';
import type { Series, TimeAxis } from '../charts/time-series';
import type { Unit } from '../charts/value-scale';

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
  return (
    <section aria-label="Preview" className="min-w-0">
      <h2 className="mb-2 font-semibold text-sm">{title}</h2>
      {series.length > 0 && (
        <LineChart
          label={title}
          axis={axis}
          series={series}
          unit={unit}
          threshold={threshold}
          height={HEIGHT}
        />
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
