'use client';

import { Popover } from '@base-ui/react/popover';
import { ChevronDown, ChevronLeft, ChevronRight, ZoomOut } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { type FormEvent, useState, useTransition } from 'react';
import { QUICK_RANGES, readTimeRange } from '@/lib/queries/time-range';
import { clock, date, dayMonth } from '../format/time';

const RANGE = { range: parseAsString, from: parseAsString, to: parseAsString };

/** Which stretch of time the page shows: quick, typed, fixed, shifted or wider; always in the URL. */
export function RangeControl({ now, timeZone }: { now: number; timeZone: string }) {
  const [pending, startTransition] = useTransition();
  const [query, setQuery] = useQueryStates(RANGE, { history: 'push', shallow: false, startTransition });
  const [open, setOpen] = useState(false);
  const range = readTimeRange(
    { range: query.range ?? undefined, from: query.from ?? undefined, to: query.to ?? undefined },
    new Date(now),
  );
  const quick = QUICK_RANGES.find(({ id }) => id === range.relative);
  const length = range.to.getTime() - range.from.getTime();
  const title = quick
    ? `Last ${quick.title}`
    : range.relative
      ? `Last ${range.relative}`
      : span(range.from, range.to, new Date(now), timeZone);

  const fix = (from: number, to: number) =>
    void setQuery({ range: null, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  const relate = (id: string) => {
    setOpen(false);
    void setQuery({ range: id, from: null, to: null });
  };
  const typed = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = Date.parse(`${form.get('from')}Z`);
    const to = Date.parse(`${form.get('to')}Z`);
    if (!(from < to)) return;
    setOpen(false);
    fix(from, to);
  };
  const step = 'p-1.5 text-ink-2 hover:bg-raised hover:text-ink';
  return (
    <div className="flex items-center border border-line-strong" aria-busy={pending}>
      <button
        type="button"
        className={step}
        aria-label="Earlier"
        onClick={() => fix(range.from.getTime() - length / 2, range.to.getTime() - length / 2)}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </button>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          className={`inline-flex items-center gap-1 whitespace-nowrap px-2 py-1 hover:bg-raised ${pending ? 'opacity-60' : ''}`}
        >
          {title} <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner sideOffset={6} align="end" className="z-50">
            <Popover.Popup className="w-72 border border-line-strong bg-surface p-3 shadow-xl outline-none">
              <Popover.Title className="mb-2 font-semibold text-sm">Time range</Popover.Title>
              <div className="grid grid-cols-2 gap-px">
                {QUICK_RANGES.map(({ id, title: name }) => (
                  <button
                    key={id}
                    type="button"
                    aria-pressed={id === range.relative}
                    onClick={() => relate(id)}
                    className="px-2 py-1 text-left hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
                  >
                    {name}
                  </button>
                ))}
              </div>
              <form onSubmit={typed} className="mt-3 grid gap-2 border-line border-t pt-3 text-ink-2 text-xs">
                <label className="grid gap-1">
                  From (UTC)
                  <input
                    name="from"
                    type="datetime-local"
                    required
                    defaultValue={inputValue(range.from)}
                    className="border border-line-strong bg-page px-2 py-1 text-ink"
                  />
                </label>
                <label className="grid gap-1">
                  To (UTC)
                  <input
                    name="to"
                    type="datetime-local"
                    required
                    defaultValue={inputValue(range.to)}
                    className="border border-line-strong bg-page px-2 py-1 text-ink"
                  />
                </label>
                <button type="submit" className="bg-ink px-2 py-1 text-page text-sm">
                  Show
                </button>
              </form>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <button
        type="button"
        className={step}
        aria-label="Later"
        disabled={range.relative !== null}
        onClick={() => fix(range.from.getTime() + length / 2, range.to.getTime() + length / 2)}
      >
        <ChevronRight aria-hidden className={`size-4 ${range.relative === null ? '' : 'opacity-40'}`} />
      </button>
      <button
        type="button"
        className={`${step} hidden sm:block`}
        aria-label="Zoom out"
        onClick={() => fix(range.from.getTime() - length / 2, range.to.getTime() + length / 2)}
      >
        <ZoomOut aria-hidden className="size-4" />
      </button>
    </div>
  );
}

/** 6 Nov, 00:00 – 7 Nov, 12:00; the year only where it is not this one. */
function span(from: Date, to: Date, now: Date, timeZone: string): string {
  const day = from.getUTCFullYear() === now.getUTCFullYear() ? dayMonth : date;
  const sameDay = date(from, timeZone) === date(to, timeZone);
  const end = sameDay ? clock(to, timeZone) : `${day(to, timeZone)}, ${clock(to, timeZone)}`;
  return `${day(from, timeZone)}, ${clock(from, timeZone)} – ${end}`;
}

/** As `datetime-local` wants it. */
const inputValue = (at: Date): string => at.toISOString().slice(0, 16);
