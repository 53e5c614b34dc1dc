'use client';

import { ListTree, X } from 'lucide-react';
import Link from 'next/link';
import type { Filter } from '@/lib/queries/filter';
import { AddFilter, type DimensionName } from './add-filter';
import { useFilters } from './use-filters';

/** A filter in people's words. */
export interface Chip extends Filter {
  /** `Provider`, `Gmail`. */
  name: string;
  title: string;
}

/** What every panel of the page was narrowed to. Nothing but a way to begin where it was not. */
export function FilterBar({
  chips,
  dimensions,
  events = null,
}: {
  chips: Chip[];
  dimensions: DimensionName[];
  /** The page of what is counted here, one by one. */
  events?: string | null;
}) {
  const { filters, pending, isReadOnly, set } = useFilters();
  if (isReadOnly) return null;
  const others = (chip: Chip) =>
    filters.filter(({ dimension, value }) => dimension !== chip.dimension || value !== chip.value);
  const turned = (chip: Chip) =>
    filters.map((one) =>
      one.dimension === chip.dimension && one.value === chip.value
        ? { ...one, excluded: !one.excluded }
        : one,
    );
  return (
    <section
      aria-label="Filters"
      aria-busy={pending}
      className={`mb-4 flex flex-wrap items-center gap-2 text-xs ${pending ? 'opacity-60' : ''}`}
    >
      {chips.map((chip) => (
        <span
          key={`${chip.dimension}:${chip.value}`}
          className="inline-flex min-w-0 items-stretch border border-line-strong bg-surface"
        >
          <button
            type="button"
            data-printed
            title={chip.excluded ? 'Show only this instead' : 'Show all but this instead'}
            onClick={() => set(turned(chip))}
            className="flex min-w-0 items-baseline gap-1.5 px-2 py-1 hover:bg-raised"
          >
            <span className="text-ink-3">
              {chip.name}{' '}
              <span className={chip.excluded ? 'text-bad' : ''}>{chip.excluded ? 'is not' : 'is'}</span>
            </span>
            <span className="truncate font-medium">{chip.title}</span>
          </button>
          <button
            type="button"
            aria-label={`Take away: ${chip.name} ${chip.title}`}
            onClick={() => set(others(chip))}
            className="border-line border-l px-1.5 text-ink-2 hover:bg-raised hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <AddFilter dimensions={dimensions} onAdd={(filter) => set([...filters, filter])} />
      {chips.length > 1 && (
        <button
          type="button"
          onClick={() => set([])}
          className="px-1 py-1 text-ink-2 underline underline-offset-2"
        >
          Take all away
        </button>
      )}
      {events !== null && (
        <Link
          href={events}
          className="ml-auto inline-flex items-center gap-1.5 px-1 py-1 text-accent underline underline-offset-2"
        >
          <ListTree aria-hidden className="size-3.5" /> Single events
        </Link>
      )}
    </section>
  );
}
