'use client';

import type { ReactNode } from 'react';
import { visible } from '../format/foreign-text';
import type { Threshold } from './chart';
import { EarlierMarks } from './earlier-marks';
import { PlotMarks } from './plot-marks';
import { PlotPointer } from './plot-pointer';
import { bucketEnd, type Series, type TimeAxis } from './time-series';
import { tickLabel, timeTicks } from './time-ticks';
import type { Unit, ValueScale } from './value-scale';
import { VIEW_HEIGHT } from './view-box';

const HATCHED =
  'bg-[repeating-linear-gradient(135deg,var(--hatch)_0_3px,transparent_3px_6px)] pointer-events-none absolute inset-y-0';
const TIME_TICKS = 10;
/** A narrower silence is hatched only. */
const WORTH_A_WORD = 0.025;
/** The same for the longer words of who is missing. */
const WORTH_A_NAME = 0.12;
/** Room for the words around the plot, in px. */
const ABOVE = 8;
const BELOW = 24;

/** The frame of a chart over time: axes, threshold, what is not known, the pointer. The marks are its children. */
export function Plot({
  label,
  axis,
  series,
  earlier = [],
  unit,
  scale,
  threshold = null,
  height,
  stacked,
  beside,
  children,
}: {
  label: string;
  axis: TimeAxis;
  series: readonly Series[];
  earlier?: readonly Series[] | undefined;
  unit: Unit;
  scale: ValueScale;
  threshold?: Threshold | null;
  height: number;
  stacked: boolean;
  /** What stands right of the plot, as far as there is something. */
  beside?: (plotHeight: number) => ReactNode;
  children: ReactNode;
}) {
  const buckets = axis.starts.length;
  const from = axis.starts[0] ?? 0;
  const to = bucketEnd(axis, buckets - 1);
  const across = (first: number, after: number) => ({
    left: `${(first / buckets) * 100}%`,
    width: `${((after - first) / buckets) * 100}%`,
  });
  const up = (value: number) => ({ bottom: `${scale.share(value) * 100}%` });
  return (
    <div className="@container relative" style={{ height }}>
      <div
        className={`absolute left-11 ${beside ? 'right-24' : 'right-1'}`}
        style={{ top: ABOVE, bottom: BELOW }}
      >
        {scale.ticks.map(({ value, label: words }) => (
          <div
            key={value}
            className="absolute inset-x-0 border-line border-t first:border-line-strong"
            style={up(value)}
          >
            <span className="absolute right-full mr-2 -translate-y-1/2 whitespace-nowrap text-2xs text-ink-3">
              {words}
            </span>
          </div>
        ))}
        {timeTicks(from, to, axis.timeZone, TIME_TICKS).map((at, nth) => (
          <span
            key={at}
            className={`absolute top-full mt-1 -translate-x-1/2 whitespace-nowrap text-2xs text-ink-3 before:absolute before:bottom-full before:left-1/2 before:h-1 before:w-px before:bg-line-strong ${nth % 2 ? '@max-[28rem]:hidden' : ''}`}
            style={{ left: `${((at - from) / (to - from)) * 100}%` }}
          >
            {tickLabel(at, axis.timeZone)}
          </span>
        ))}
        <svg
          viewBox={`0 0 ${buckets} ${VIEW_HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-hidden"
          aria-hidden="true"
        >
          {children}
          <EarlierMarks series={earlier} scale={scale} />
        </svg>
        {axis.silences.map(({ first, last }) => (
          <div key={first} className={HATCHED} style={across(first, last + 1)}>
            {(last + 1 - first) / buckets > WORTH_A_WORD && (
              <span className="absolute top-0 left-1/2 -translate-x-1/2 whitespace-nowrap bg-page/80 px-1 text-2xs text-ink-3">
                no records
              </span>
            )}
          </div>
        ))}
        {axis.missing.map(({ first, last, sources }) => (
          <div
            key={`${first} ${sources.join()}`}
            className="pointer-events-none absolute bottom-0 h-1.5 bg-[repeating-linear-gradient(135deg,var(--warn)_0_2px,transparent_2px_4px)]"
            style={across(first, last + 1)}
          >
            {(last + 1 - first) / buckets > WORTH_A_NAME && (
              <span className="absolute bottom-full left-0 max-w-full truncate bg-page/80 px-1 text-2xs text-warn">
                {missingWords(sources)}
              </span>
            )}
          </div>
        ))}
        {axis.unfinished !== null && (
          <div
            className={`${HATCHED} border-line-strong border-l border-dashed`}
            style={across(axis.unfinished, buckets)}
          />
        )}
        {threshold && (
          <div
            className="pointer-events-none absolute inset-x-0 border-bad border-t border-dashed"
            style={up(threshold.value)}
          >
            <span className="absolute bottom-px left-1 bg-page/80 px-1 text-2xs text-bad">
              {threshold.label}
            </span>
          </div>
        )}
        {beside?.(height - ABOVE - BELOW)}
        <PlotPointer
          label={label}
          axis={axis}
          series={series}
          earlier={earlier}
          unit={unit}
          scale={scale}
          stacked={stacked}
        />
        <PlotMarks marks={axis.marks ?? []} from={from} to={to} timeZone={axis.timeZone} />
      </div>
    </div>
  );
}

const missingWords = (sources: readonly string[]): string =>
  `no records of ${sources.length > 2 ? `${sources.length} sources` : sources.map(visible).join(', ')}`;
