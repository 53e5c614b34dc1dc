'use client';

import { ChartArea, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { PanelHeader } from '../ui/panel-header';
import { DelayChart } from './delay-chart';
import { Legend, type LegendEntry } from './legend';
import { LineChart } from './line-chart';
import type { Threshold } from './plot';
import { SeriesTable } from './series-table';
import { StackedChart } from './stacked-chart';
import type { CountSeries, RateSeries, TimeAxis } from './time-series';
import type { Unit } from './value-scale';

type Drawn =
  | { kind: 'stacked'; series: CountSeries[]; legend: LegendEntry[] }
  | { kind: 'lines'; series: RateSeries[]; threshold?: Threshold | null }
  | { kind: 'delays'; series: CountSeries[] };

const UNITS: Record<Drawn['kind'], Unit> = { stacked: 'count', lines: 'rate', delays: 'delay' };

/** A chart under its finding, and the same numbers as a table behind it. */
export function ChartPanel({
  title,
  note,
  axis,
  drawn,
  height,
  controls,
  children,
}: {
  title: string;
  note: string;
  axis: TimeAxis;
  drawn: Drawn;
  height: number;
  controls?: ReactNode;
  children?: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const Icon = asTable ? ChartArea : Table2;
  return (
    <>
      <PanelHeader title={title} note={note}>
        {controls}
        <button
          type="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="inline-flex items-center gap-1 border border-line-strong px-2 py-0.5 text-ink-2 text-xs hover:bg-raised"
        >
          <Icon aria-hidden className="size-3.5" /> {asTable ? 'Chart' : 'Table'}
        </button>
      </PanelHeader>
      <div
        className={
          drawn.kind === 'stacked'
            ? 'grid grid-cols-1 gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_21rem]'
            : ''
        }
      >
        {asTable ? (
          <div style={{ height }}>
            <SeriesTable axis={axis} series={drawn.series} unit={UNITS[drawn.kind]} caption={title} />
          </div>
        ) : drawn.kind === 'stacked' ? (
          <StackedChart label={title} axis={axis} series={drawn.series} height={height} />
        ) : drawn.kind === 'delays' ? (
          <DelayChart label={title} axis={axis} series={drawn.series} height={height} />
        ) : (
          <LineChart
            label={title}
            axis={axis}
            series={drawn.series}
            threshold={drawn.threshold ?? null}
            height={height}
          />
        )}
        {drawn.kind === 'stacked' && <Legend entries={drawn.legend} />}
      </div>
      {children}
    </>
  );
}
