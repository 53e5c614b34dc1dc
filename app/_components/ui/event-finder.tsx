import { Search, X } from 'lucide-react';
import Link from 'next/link';

export interface SoughtChip {
  key: string;
  name: string;
  shown: string;
  /** The page without it. */
  href: string;
}

/** Looks for single events by what only they know. What is typed may name a person: it is sent, and never stands in
 * the address. */
export function EventFinder({
  choices,
  chips,
  carried,
  find,
}: {
  choices: readonly { id: string; title: string }[];
  chips: readonly SoughtChip[];
  /** The page's address, with what it is narrowed to already. */
  carried: string;
  find: (form: FormData) => Promise<void>;
}) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 text-xs">
      <form
        action={find}
        className="flex w-full max-w-2xl items-stretch border border-line-strong bg-surface focus-within:outline-2 focus-within:outline-accent"
      >
        <input type="hidden" name="carried" value={carried} />
        <select
          name="by"
          aria-label="Look for"
          className="min-w-0 shrink-0 border-line border-r bg-transparent px-2 py-1.5 outline-none"
        >
          {choices.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <input
          type="search"
          name="text"
          aria-label="What to look for"
          placeholder="jane@example.com, @example.com, 4FbXyZ1qr"
          autoComplete="off"
          spellCheck={false}
          className="min-w-0 flex-1 bg-transparent px-2 py-1.5 font-mono outline-none placeholder:font-sans placeholder:text-ink-3"
        />
        <button
          type="submit"
          className="inline-flex items-center gap-1 border-line border-l px-3 hover:bg-raised"
        >
          <Search aria-hidden className="size-3.5" /> Find
        </button>
      </form>
      {chips.map(({ key, name, shown, href }) => (
        <span key={key} className="inline-flex min-w-0 items-stretch border border-line-strong bg-surface">
          <span className="flex min-w-0 items-baseline gap-1.5 px-2 py-1">
            <span className="whitespace-nowrap text-ink-3">{name}</span>
            <span className="truncate font-medium font-mono">{shown}</span>
          </span>
          <Link
            href={href}
            aria-label={`Take away: ${name} ${shown}`}
            className="flex items-center border-line border-l px-1.5 text-ink-2 hover:bg-raised hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </Link>
        </span>
      ))}
    </div>
  );
}
