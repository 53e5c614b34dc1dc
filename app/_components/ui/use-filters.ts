'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { type MouseEvent, useTransition } from 'react';
import { type Filter, type FilterDimension, readFilters, toggled, writeFilters } from '@/lib/queries/filter';
import { useReadOnly } from './read-only';

/** What may be narrowed to with a click. */
export interface Narrowing {
  dimension: FilterDimension;
  value: string;
}

/** The page's filters, which live in the URL. */
export function useFilters() {
  const [pending, startTransition] = useTransition();
  const [text, setText] = useQueryState(
    'filter',
    parseAsString.withOptions({ shallow: false, history: 'push', startTransition }),
  );
  const filters = readFilters(text);
  const isReadOnly = useReadOnly();
  const set = (next: readonly Filter[]) => {
    if (!isReadOnly) void setText(writeFilters(next));
  };
  return {
    filters,
    pending,
    isReadOnly,
    set,
    /** A click narrows to it; with Alt held, to all but it. */
    narrow: (to: Narrowing, { altKey }: Pick<MouseEvent, 'altKey'>) =>
      set(toggled(filters, { ...to, excluded: altKey })),
  };
}
