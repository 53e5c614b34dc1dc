'use client';

import type { ReactNode } from 'react';
import { type Narrowing, useFilters } from './use-filters';

/** Narrows the page to what it names; with Alt held, to all but it. Again, it takes that back. */
export function NarrowButton({
  to,
  className = '',
  children,
}: {
  to: Narrowing;
  className?: string;
  children: ReactNode;
}) {
  const { filters, narrow, isReadOnly } = useFilters();
  if (isReadOnly) return <span className={className}>{children}</span>;
  const set = filters.some(({ dimension, value }) => dimension === to.dimension && value === to.value);
  return (
    <button
      type="button"
      data-printed
      aria-pressed={set}
      title="Show only this; with Alt, all but this"
      onClick={(event) => narrow(to, event)}
      className={`cursor-pointer hover:bg-raised ${className}`}
    >
      {children}
    </button>
  );
}
