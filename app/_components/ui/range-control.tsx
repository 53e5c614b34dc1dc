'use client';

import { Popover } from '@base-ui/react/popover';
import { ChevronDown, ChevronLeft, ChevronRight, ZoomOut } from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { earlier, later, type RangeChange, wider } from '@/lib/queries/range-steps';
import type { TimeRange } from '@/lib/queries/time-range';
import { rangeTitle, spanWords } from '../format/range-words';
import type { ZoneChoice } from '../format/zone-choice';
import { isTimeless } from './timeless';
import { useRange } from './use-range';

// What is behind the button is most of it, and most pages are read without opening it.
const loadMenu = () => import('./range-menu');
const RangeMenu = dynamic(() => loadMenu().then((module) => module.RangeMenu));

const STEP = 'shrink-0 p-1.5 text-ink-2 hover:bg-raised hover:text-ink disabled:opacity-40';

/** Which stretch of time the page shows: quick, typed, fixed, shifted or wider; always in the URL. */
export function RangeControl({ now, zone }: { now: number; zone: ZoneChoice }) {
  const { pending, range, at, go } = useRange(now, zone.timeZone);
  const [open, setOpen] = useState(false);
  if (isTimeless(usePathname())) return null;
  // The page may have stood for a while: a step is taken from where its range is by now.
  const step = (change: (range: TimeRange) => RangeChange | null) => () => {
    const next = change(at(Date.now()));
    if (next) go(next);
  };
  const isLast = later(range) === null;
  return (
    <div className="flex min-w-0 items-center border border-line-strong print:hidden" aria-busy={pending}>
      <button
        type="button"
        className={STEP}
        aria-label="Earlier"
        data-shortcut="earlier"
        onClick={step(earlier)}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </button>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          onPointerEnter={() => void loadMenu()}
          onFocus={() => void loadMenu()}
          title={`${spanWords(range, zone.timeZone)}, ${zone.timeZone}`}
          data-shortcut="range"
          className={`inline-flex min-w-0 items-center gap-1 px-1 py-1 text-left hover:bg-raised sm:px-2 ${pending ? 'opacity-60' : ''}`}
        >
          {/* Two lines where one is too long for a phone. */}
          <span className="line-clamp-2 leading-4 max-sm:text-xs">{rangeTitle(range, zone.timeZone)}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner sideOffset={6} align="end" className="z-50">
            <Popover.Popup className="max-h-[calc(100dvh-5rem)] min-h-96 w-80 max-w-[calc(100vw-1rem)] overflow-y-auto border border-line-strong bg-surface p-3 shadow-xl outline-none">
              <RangeMenu
                now={now}
                zone={zone}
                range={range}
                onChoose={(change) => {
                  setOpen(false);
                  go(change);
                }}
              />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <button
        type="button"
        className={STEP}
        aria-label="Later"
        data-shortcut="later"
        disabled={isLast}
        onClick={step(later)}
      >
        <ChevronRight aria-hidden className="size-4" />
      </button>
      <button type="button" className={`${STEP} hidden sm:block`} aria-label="Zoom out" onClick={step(wider)}>
        <ZoomOut aria-hidden className="size-4" />
      </button>
    </div>
  );
}
