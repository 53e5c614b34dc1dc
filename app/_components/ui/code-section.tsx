'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { exact } from '../format/number';
import { CodeEntries, type CodeEntry } from './code-entry';

/** The rows of one provider, or of the standards: a count until somebody opens them. */
export function CodeSection({
  title,
  entries,
  opened,
}: {
  title: string;
  entries: CodeEntry[];
  /** Open because a search found something in it, whatever was clicked. */
  opened: boolean;
}) {
  const [chosen, setChosen] = useState(false);
  const open = opened || chosen;
  return (
    <section className={`min-w-0 ${open ? 'col-span-full mb-3' : ''}`} aria-label={title}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!chosen)}
        className={`flex w-full items-center gap-1.5 border-b py-1.5 text-left hover:bg-raised ${open ? 'border-line-strong' : 'border-line'}`}
      >
        <ChevronRight aria-hidden className={`size-3.5 shrink-0 text-ink-3 ${open ? 'rotate-90' : ''}`} />
        <span className={`truncate ${open ? 'font-medium' : ''}`} title={title}>
          {title}
        </span>
        <span className="ml-auto text-ink-3 text-xs">{exact(entries.length)}</span>
      </button>
      {open && <CodeEntries entries={entries} />}
    </section>
  );
}
