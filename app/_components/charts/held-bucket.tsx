'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { readFilters, writeFilters } from '@/lib/queries/filter';
import { visible } from '../format/foreign-text';
import { bucketSpan } from '../format/time';
import { scopeOfPage } from '../ui/page-scope';
import { type Narrowing, useFilters } from '../ui/use-filters';
import { bucketEnd, type Series, type TimeAxis } from './time-series';

/** A bucket that somebody holds fast, and the part of its stack that they hit. */
export interface Held {
  index: number;
  part: Series | null;
}

const NEXT = 'block w-full py-1 text-left text-accent underline underline-offset-2';

/** What a bucket leads to. */
export function HeldBucket({ held, axis, close }: { held: Held; axis: TimeAxis; close: () => void }) {
  const { narrow } = useFilters();
  const scope = scopeOfPage(usePathname(), useSearchParams().get('filter'));
  const { index, part } = held;
  const start = axis.starts[index] ?? 0;
  const span = bucketSpan(start, bucketEnd(axis, index), axis.timeZone);
  const to = part?.narrowing;
  const narrowings = [axis.eventsOf, to].flatMap((one) => one ?? []);
  return (
    <section
      aria-label={`Next, of ${span}`}
      className="border border-line-strong border-t-0 bg-surface px-2.5 py-1 text-xs shadow-lg"
      // What is clicked here is no click on the chart.
      onPointerDown={(event) => event.stopPropagation()}
      onPointerUp={(event) => event.stopPropagation()}
    >
      {axis.eventsOf !== null && (
        <Link href={eventsOf(start, bucketEnd(axis, index), scope, narrowings)} className={NEXT}>
          Events {to && part ? `of ${visible(part.label)}, ` : ''}
          {span}
        </Link>
      )}
      {to && part && (
        <button
          type="button"
          className={NEXT}
          onClick={(event) => {
            close();
            narrow(to, event);
          }}
        >
          Only {visible(part.label)}
        </button>
      )}
      <button
        type="button"
        onClick={close}
        className="inline-flex items-center gap-1 py-1 text-ink-2 hover:text-ink"
      >
        <X aria-hidden className="size-3" /> Let go
      </button>
    </section>
  );
}

/** Of a dimension that the chart or the part that was hit is about, its value stands for whatever the page asks for. */
function eventsOf(from: number, to: number, scope: string, narrowings: readonly Narrowing[]): string {
  const asked = readFilters(scope).filter(
    (one) => one.excluded || !narrowings.some(({ dimension }) => dimension === one.dimension),
  );
  const filter = writeFilters([...asked, ...narrowings.map((one) => ({ ...one, excluded: false }))]);
  return `/events?${new URLSearchParams({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...(filter && { filter }),
  })}`;
}
