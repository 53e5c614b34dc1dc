'use client';

import { useReadOnly } from './read-only';

/** A table's numbers as a file, all of its rows. */
export function TableFile({ csv, name, title }: { csv: string; name: string; title: string }) {
  if (useReadOnly()) return null;
  return (
    <a
      href={csv}
      download={`${name}.csv`}
      aria-label={`Table as CSV: ${title}`}
      className="border border-line-strong px-2 py-0.5 text-ink-2 text-xs hover:bg-raised print:hidden"
    >
      CSV
    </a>
  );
}
