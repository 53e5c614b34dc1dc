'use client';

import { Popover } from '@base-ui/react/popover';
import { ListFilter } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Filter, FilterDimension } from '@/lib/queries/filter';

export interface DimensionName {
  dimension: FilterDimension;
  name: string;
}

// The list, and what checks it, is fetched by those who open it.
const loadChoices = () => import('./filter-choices');
const FilterChoices = dynamic(() => loadChoices().then((module) => module.FilterChoices), {
  loading: () => <p className="h-40 px-2 text-ink-3">Looking …</p>,
});

/** First by what, then which: the values that were seen within the range, the most frequent first. */
export function AddFilter({
  dimensions,
  onAdd,
}: {
  dimensions: DimensionName[];
  onAdd: (filter: Filter) => void;
}) {
  const [open, setOpen] = useState(false);
  const [chosen, choose] = useState<DimensionName | null>(null);
  const close = (next: boolean) => {
    setOpen(next);
    if (!next) choose(null);
  };
  return (
    <Popover.Root open={open} onOpenChange={close}>
      <Popover.Trigger
        onPointerEnter={() => void loadChoices()}
        onFocus={() => void loadChoices()}
        className="inline-flex items-center gap-1 border border-line-strong border-dashed px-2 py-1 text-ink-2 hover:bg-raised hover:text-ink"
      >
        <ListFilter aria-hidden className="size-3.5" /> Filter
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-50">
          <Popover.Popup className="w-72 border border-line-strong bg-surface p-2 shadow-xl outline-none">
            <Popover.Title className="px-2 pb-1 font-semibold text-sm">
              {chosen ? chosen.name : 'Show only'}
            </Popover.Title>
            {chosen ? (
              <FilterChoices
                of={chosen}
                onChoose={(value) => {
                  close(false);
                  onAdd({ dimension: chosen.dimension, value, excluded: false });
                }}
              />
            ) : (
              <ul>
                {dimensions.map((one) => (
                  <li key={one.dimension}>
                    <button
                      type="button"
                      onClick={() => choose(one)}
                      className="block w-full px-2 py-1 text-left hover:bg-raised"
                    >
                      {one.name}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
