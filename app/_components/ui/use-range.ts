'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import type { RangeChange } from '@/lib/queries/range-steps';
import { readTimeRange } from '@/lib/queries/time-range';

const RANGE = { range: parseAsString, from: parseAsString, to: parseAsString };

/** The way to another stretch of time, which lives in the URL: what was shown is one step back. */
export function useGoTo() {
  const [pending, startTransition] = useTransition();
  const [query, setQuery] = useQueryStates(RANGE, { history: 'push', shallow: false, startTransition });
  return { pending, query, go: (change: RangeChange) => void setQuery(change) };
}

/** The page's stretch of time, and the way to another. */
export function useRange(now: number, timeZone: string) {
  const { query, ...way } = useGoTo();
  const at = (moment: number) =>
    readTimeRange(
      { range: query.range ?? undefined, from: query.from ?? undefined, to: query.to ?? undefined },
      new Date(moment),
      timeZone,
    );
  return { ...way, range: at(now), at };
}
