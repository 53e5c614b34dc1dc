'use client';

import { type PointerEvent, useState } from 'react';
import { fixed } from '@/lib/queries/range-steps';
import { bucketSpan } from '../format/time';
import { useAnnotate } from '../ui/annotate';
import { useFilters } from '../ui/use-filters';
import { useGoTo } from '../ui/use-range';
import { useKeysOn } from '../ui/use-shortcut-keys';
import { type Held, HeldBucket } from './held-bucket';
import { readingAt } from './rate-points';
import { SeriesTooltip } from './series-tooltip';
import { bucketEnd, isSilent, type Series, type TimeAxis, valuesOf } from './time-series';
import { fullValue, type Unit, type ValueScale } from './value-scale';

/** The keys that move a slider. */
const MOVING = /^(?:Arrow|Page|Home|End)/;

/** Reads a chart: hover or arrow keys show a bucket's numbers, a drag makes what was dragged over the page's range. A
 * click, a tap or Enter holds a bucket fast, with its next clicks: its single events, and the page narrowed to the part
 * that was hit; with Alt, a click leaves that part out at once. The slider underneath is the browser's own, so keys and screen readers work. */
export function PlotPointer({
  label,
  axis,
  series,
  earlier,
  unit,
  scale,
  stacked,
}: {
  label: string;
  axis: TimeAxis;
  series: readonly Series[];
  earlier: readonly Series[];
  unit: Unit;
  scale: ValueScale;
  stacked: boolean;
}) {
  const annotate = useAnnotate();
  const [keysOn] = useKeysOn();
  const { narrow, isReadOnly } = useFilters();
  const { go } = useGoTo();
  const [shown, setShown] = useState<number | null>(null);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const last = axis.starts.length - 1;
  const at = dragFrom === null ? (held?.index ?? shown) : shown;
  const percentAt = (index: number) => (index / axis.starts.length) * 100;

  const bucketUnder = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(last, Math.floor(((event.clientX - left) / width) * axis.starts.length)));
  };
  /** To the minute, where a bucket is wider. */
  const timeUnder = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const [from, to] = [axis.starts[0] ?? 0, bucketEnd(axis, last)];
    const at = from + ((event.clientX - left) / width) * (to - from);
    return Math.floor(at / 60_000) * 60_000;
  };
  const partUnder = (event: PointerEvent<HTMLElement>): Series | null => {
    if (!stacked) return null;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return partAt(series, bucketUnder(event), scale.top * (1 - (event.clientY - top) / height)) ?? null;
  };
  const hold = (index: number, part: Series | null) =>
    setHeld(held?.index === index && held.part?.id === part?.id ? null : { index, part });
  const release = (event: PointerEvent<HTMLElement>) => {
    if (isReadOnly) return;
    const to = bucketUnder(event);
    // A finger that scrolls the page is taken from us, and never released here.
    if (event.pointerType !== 'mouse') return hold(to, partUnder(event));
    if (dragFrom === null) return;
    setDragFrom(null);
    if (to === dragFrom && annotate && (event.ctrlKey || event.metaKey)) return annotate(timeUnder(event));
    if (to === dragFrom) {
      const part = partUnder(event);
      return event.altKey && part?.narrowing ? narrow(part.narrowing, event) : hold(to, part);
    }
    setHeld(null);
    const [first, end] = [Math.min(dragFrom, to), Math.max(dragFrom, to)];
    go(fixed(axis.starts[first] ?? 0, bucketEnd(axis, end)));
  };
  return (
    <div
      className="absolute inset-0 select-none has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent"
      onPointerMove={(event) => setShown(bucketUnder(event))}
      onPointerLeave={() => {
        setShown(null);
        setDragFrom(null);
      }}
      onPointerDown={(event) =>
        event.pointerType === 'mouse' && !isReadOnly && setDragFrom(bucketUnder(event))
      }
      onPointerUp={release}
    >
      {at !== null && (
        <div
          className={`pointer-events-none absolute inset-y-0 ${dragFrom === null ? 'border-ink-3 border-l' : 'border border-accent bg-accent/15'}`}
          style={
            dragFrom === null
              ? { left: `${percentAt(at + 0.5)}%` }
              : {
                  left: `${percentAt(Math.min(at, dragFrom))}%`,
                  width: `${percentAt(Math.abs(at - dragFrom) + 1)}%`,
                }
          }
        />
      )}
      <input
        type="range"
        min={0}
        max={last}
        value={at ?? last}
        aria-label={`${label}: read bucket by bucket`}
        aria-valuetext={inWords(at ?? last, axis, [...series, ...earlier], unit)}
        onChange={(event) => setShown(Number(event.target.value))}
        onBlur={() => setShown(null)}
        onKeyDown={(event) => {
          if (MOVING.test(event.key) || event.key === 'Escape') setHeld(null);
          if (event.key === 'Enter' && !isReadOnly) hold(at ?? last, null);
          if (!keysOn || event.key !== 'a' || event.ctrlKey || event.metaKey || event.altKey) return;
          annotate?.(axis.starts[at ?? last] ?? 0);
        }}
        className="absolute inset-0 size-full cursor-crosshair touch-pan-y opacity-0"
      />
      {at !== null && (
        <div
          className={`absolute top-0 z-10 w-max max-w-72 ${held ? '' : 'pointer-events-none'}`}
          style={
            at > last / 2 ? { right: `${100 - percentAt(at) + 1}%` } : { left: `${percentAt(at + 1) + 1}%` }
          }
        >
          <SeriesTooltip
            index={at}
            axis={axis}
            series={series}
            earlier={earlier}
            unit={unit}
            total={stacked}
            mayAnnotate={annotate !== null && !held}
          />
          {held && <HeldBucket held={held} axis={axis} close={() => setHeld(null)} />}
        </div>
      )}
    </div>
  );
}

/** The series of a stack that a height falls into. */
function partAt(series: readonly Series[], index: number, height: number): Series | undefined {
  let roof = 0;
  return series.find((one) => {
    roof += valuesOf(one)[index] ?? 0;
    return height < roof;
  });
}

function inWords(index: number, axis: TimeAxis, series: readonly Series[], unit: Unit): string {
  const span = bucketSpan(axis.starts[index] ?? 0, bucketEnd(axis, index), axis.timeZone);
  if (isSilent(axis, index)) return `${span}: no records`;
  return `${span}: ${series.map((one) => `${one.label} ${fullValue(readingAt(one, index), unit)}`).join(', ')}`;
}
