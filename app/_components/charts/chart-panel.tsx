'use client';

import { ChartArea, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useRef, useState } from 'react';
import { PanelHeader } from '../ui/panel-header';
import type { Chart } from './chart';
import { ChartFiles, type TakenAlong } from './chart-files';
import { DelayChart } from './delay-chart';
import { Legend } from './legend';
import { LineChart } from './line-chart';
import { StackedChart } from './stacked-chart';
import type { Unit } from './value-scale';

// Fetched by those who turn a chart over.
const SeriesTable = dynamic(() => import('./series-table').then((module) => module.SeriesTable));

const UNITS: Record<Chart['drawn']['kind'], Unit> = { stacked: 'count', lines: 'rate', delays: 'delay' };

/** A chart under its finding, and the same numbers as a table behind it. */
export function ChartPanel({
  title,
  note,
  axis,
  drawn,
  height,
  file,
  controls,
  children,
}: Chart & {
  height: number;
  /** How it is taken along. */
  file?: TakenAlong;
  controls?: ReactNode;
  children?: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLDivElement>(null);
  const Icon = asTable ? ChartArea : Table2;
  return (
    <>
      <PanelHeader title={title} note={note}>
        {controls}
        <div className="flex border border-line-strong print:hidden">
          <button
            type="button"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
            className="inline-flex items-center gap-1 px-2 py-0.5 text-ink-2 text-xs hover:bg-raised"
          >
            <Icon aria-hidden className="size-3.5" /> {asTable ? 'Chart' : 'Table'}
          </button>
          {file && <ChartFiles file={file} title={title} note={note} figure={asTable ? null : figure} />}
        </div>
      </PanelHeader>
      {/* The legend stands beside the chart where both have room, however wide the page is. */}
      <div className="@container">
        <div
          ref={figure}
          className={
            drawn.kind === 'stacked'
              ? 'grid grid-cols-1 gap-x-6 gap-y-3 @3xl:grid-cols-[minmax(0,1fr)_21rem]'
              : ''
          }
        >
          {asTable ? (
            <div style={{ height }}>
              <SeriesTable
                axis={axis}
                series={[...drawn.series, ...(drawn.earlier ?? [])]}
                unit={UNITS[drawn.kind]}
                caption={title}
              />
            </div>
          ) : drawn.kind === 'stacked' ? (
            <StackedChart
              label={title}
              axis={axis}
              series={drawn.series}
              earlier={drawn.earlier}
              height={height}
            />
          ) : drawn.kind === 'delays' ? (
            <DelayChart label={title} axis={axis} series={drawn.series} height={height} />
          ) : (
            <LineChart
              label={title}
              axis={axis}
              series={drawn.series}
              earlier={drawn.earlier}
              threshold={drawn.threshold ?? null}
              height={height}
            />
          )}
          {drawn.kind === 'stacked' && <Legend entries={drawn.legend} />}
        </div>
      </div>
      {children}
    </>
  );
}
