'use client';

import { parseAsString, useQueryState } from 'nuqs';

/** One of a few words, kept in the URL; the empty one is what the URL need not say. */
export function PlainChoice({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly { id: string; title: string }[];
}) {
  const [chosen, choose] = useQueryState(
    name,
    parseAsString.withOptions({ shallow: false, history: 'push' }),
  );
  const known = options.some(({ id }) => id === chosen) ? chosen : '';
  return (
    <fieldset aria-label={label} className="flex flex-wrap gap-px text-xs">
      {options.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === known}
          onClick={() => void choose(id || null)}
          className="px-2 py-1 hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page"
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
