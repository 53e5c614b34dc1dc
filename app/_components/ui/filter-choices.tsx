'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { exact } from '../format/number';
import type { DimensionName } from './add-filter';

/** Also what the server answers with. */
export const FilterValues = z.array(z.object({ value: z.string(), title: z.string(), events: z.number() }));
export type FilterValue = z.infer<typeof FilterValues>[number];

type Loaded = FilterValue[] | 'loading' | 'failed';

/** The values of a dimension that were seen within the range, the most frequent first. */
export function FilterChoices({ of, onChoose }: { of: DimensionName; onChoose: (value: string) => void }) {
  const query = useSearchParams();
  const [search, setSearch] = useState('');
  const [values, setValues] = useState<Loaded>('loading');
  useEffect(() => {
    const controller = new AbortController();
    const asked = new URLSearchParams(query);
    asked.set('dimension', of.dimension);
    fetch(`/api/filter-values?${asked}`, { signal: controller.signal })
      .then(async (response) => setValues(FilterValues.parse(await response.json())))
      .catch(() => controller.signal.aborted || setValues('failed'));
    return () => controller.abort();
  }, [of.dimension, query]);
  if (values === 'loading') return <p className="h-40 px-2 text-ink-3">Looking …</p>;
  if (values === 'failed') return <p className="px-2 text-bad">The values could not be read: try again.</p>;
  const sought = search.trim().toLowerCase();
  const found = values.filter(({ value, title }) => `${title} ${value}`.toLowerCase().includes(sought));
  return (
    <>
      <input
        type="search"
        aria-label={`Search ${of.name}`}
        placeholder="Search"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
        className="mb-1 w-full border border-line-strong bg-page px-2 py-1"
      />
      {found.length === 0 && <p className="px-2 py-1 text-ink-3">None was seen in this range.</p>}
      <ul className="max-h-72 overflow-y-auto">
        {found.map(({ value, title, events }) => (
          <li key={value}>
            <button
              type="button"
              onClick={() => onChoose(value)}
              className="flex w-full items-baseline gap-2 px-2 py-1 text-left hover:bg-raised"
            >
              <span className="min-w-0 truncate">{title}</span>
              <span className="ml-auto text-ink-3 text-xs">{exact(events)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
