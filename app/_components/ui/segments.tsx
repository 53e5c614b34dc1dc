'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useTransition } from 'react';

/** One of a few ways of looking, kept in the URL. The first is what the URL need not say. */
export function Segments({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: { id: string; title: string }[];
}) {
  const [pending, startTransition] = useTransition();
  const [chosen, choose] = useQueryState(
    name,
    parseAsString
      .withDefault(options[0]?.id ?? '')
      .withOptions({ shallow: false, history: 'push', startTransition }),
  );
  return (
    <fieldset aria-label={label} aria-busy={pending} className="flex border border-line-strong text-xs">
      {options.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          onClick={() => void choose(id)}
          className="px-2 py-0.5 text-ink-2 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
