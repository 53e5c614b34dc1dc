'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { NarrowButton } from '../ui/narrow-button';
import type { Narrowing } from '../ui/use-filters';

export interface LegendEntry {
  id: string;
  colour: string;
  /** A code, in mono, or a name. */
  label: string;
  mono: boolean;
  meaning: string | null;
  value: string;
  /** The page about it. */
  href?: string;
  /** What a click narrows the page to. */
  narrowing?: Narrowing;
}

/** The series by name, in the order in which they lie on each other, each with its total and its next clicks. */
export function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul aria-label="Series" className="text-xs">
      {entries.map(({ id, href, narrowing, ...entry }) => (
        <li key={id} className="flex items-stretch border-line border-b last:border-b-0">
          {narrowing ? (
            <NarrowButton to={narrowing} className="block min-w-0 flex-1 text-left">
              <Entry {...entry} />
            </NarrowButton>
          ) : (
            <Entry {...entry} />
          )}
          {href ? (
            <Link
              href={href}
              aria-label={`Open ${entry.label}`}
              className="flex w-5 shrink-0 items-center justify-end text-ink-3 hover:bg-raised hover:text-ink"
            >
              <ChevronRight aria-hidden className="size-3.5" />
            </Link>
          ) : (
            <span aria-hidden className="w-5 shrink-0" />
          )}
        </li>
      ))}
    </ul>
  );
}

function Entry({ colour, label, mono, meaning, value }: Omit<LegendEntry, 'id' | 'href' | 'narrowing'>) {
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-2 py-1">
      <span aria-hidden className="size-2.5 shrink-0 self-center" style={{ background: colour }} />
      <span className={`shrink-0 ${mono ? 'font-mono' : ''}`}>{label}</span>
      <span className="min-w-0 truncate text-ink-3" title={meaning ?? undefined}>
        {meaning}
      </span>
      <span className="ml-auto shrink-0 pl-1 text-right">{value}</span>
    </span>
  );
}
