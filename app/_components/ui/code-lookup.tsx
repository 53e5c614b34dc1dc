'use client';

import { Search } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { type ReactNode, startTransition, useActionState, useDeferredValue, useState } from 'react';
import { exact } from '../format/number';
import { CodeEntries, type CodeEntry } from './code-entry';
import { CodeSection } from './code-section';

interface Section {
  title: string;
  entries: CodeEntry[];
}

/** What is longer is no search, but something to explain; it names people, so it never stands in the URL. */
const LONGEST_SEARCH = 40;
/** More of what was seen is a press away: the dictionary below should stay in reach. */
const SEEN_AT_FIRST = 15;
const isSearch = (text: string): boolean => text.length <= LONGEST_SEARCH && !text.includes('\n');

/** One box: what is typed filters the dictionary, what is pasted is explained. */
export function CodeLookup({
  seen,
  sections,
  explain,
  file,
}: {
  /** What was answered in the range. */
  seen: CodeEntry[];
  sections: Section[];
  explain: (before: ReactNode, form: FormData) => Promise<ReactNode>;
  /** What was answered, to take along. */
  file: ReactNode;
}) {
  const [query, setQuery] = useQueryState('q', parseAsString.withDefault(''));
  const [text, setText] = useState(query);
  const [allSeen, setAllSeen] = useState(false);
  const [card, send, explaining] = useActionState(explain, null);
  const words = useDeferredValue(isSearch(text) ? text : '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  const matches = ({ codes, owner, title, category, id }: CodeEntry): boolean => {
    const all = `${codes} ${owner} ${title} ${category} ${id}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const filtered = words.length > 0;
  const found = sections
    .map((section) => ({ ...section, entries: section.entries.filter(matches) }))
    .filter(({ entries }) => entries.length > 0);
  const foundHere = seen.filter(matches);
  const change = (typed: string) => {
    setText(typed);
    void setQuery((isSearch(typed) && typed) || null);
  };
  const ask = (asked: string) => {
    const form = new FormData();
    form.set('asked', asked);
    startTransition(() => send(form));
  };
  return (
    <>
      <form action={send} className="mb-4 max-w-4xl">
        <label className="flex items-start gap-2 border border-line-strong bg-surface py-1 pr-1 pl-3 focus-within:outline-2 focus-within:outline-accent">
          <Search aria-hidden className="mt-2 size-4 shrink-0 text-ink-3" />
          <span className="sr-only">Find a code or a word, or paste a response, a log line or a bounce</span>
          <textarea
            name="asked"
            rows={1}
            value={text}
            onChange={({ target }) => change(target.value)}
            onPaste={({ clipboardData }) => {
              const pasted = clipboardData.getData('text');
              if (!isSearch(pasted.trim())) ask(pasted);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey) return;
              event.preventDefault();
              ask(text);
            }}
            placeholder="5.7.26, gmail dmarc, mailbox full; or paste a response, a log line, a whole bounce"
            className="field-sizing-content max-h-40 min-w-0 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-ink-3"
          />
          <button
            type="submit"
            disabled={explaining}
            className="border border-line-strong px-3 py-1 hover:bg-raised disabled:opacity-60"
          >
            {explaining ? 'Explaining' : 'Explain'}
          </button>
        </label>
      </form>
      <div aria-live="polite">{card}</div>
      {foundHere.length > 0 && (
        <section aria-label="Seen here" className="mb-6">
          <div className="mb-1 flex items-center justify-between gap-3">
            <h2 className="font-semibold text-sm">
              Seen here in this range{' '}
              <span className="font-normal text-ink-3 text-xs">{exact(foundHere.length)}</span>
            </h2>
            {file}
          </div>
          <CodeEntries entries={allSeen ? foundHere : foundHere.slice(0, SEEN_AT_FIRST)} owned />
          {foundHere.length > SEEN_AT_FIRST && (
            <button
              type="button"
              aria-expanded={allSeen}
              onClick={() => setAllSeen(!allSeen)}
              className="mt-2 border border-line-strong px-2.5 py-0.5 text-ink-2 text-xs hover:bg-raised"
            >
              {allSeen ? `The first ${SEEN_AT_FIRST} only` : `All ${exact(foundHere.length)}`}
            </button>
          )}
        </section>
      )}
      <h2 className="font-semibold text-sm">The dictionary</h2>
      <p className="mb-2 text-ink-3 text-xs" aria-live="polite">
        {exact(found.reduce((sum, { entries }) => sum + entries.length, 0))} of{' '}
        {exact(sections.reduce((sum, { entries }) => sum + entries.length, 0))} rows, by whom they belong to
      </p>
      <div className="grid items-start gap-x-6 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {found.map((section) => (
          <CodeSection key={section.title} {...section} opened={filtered} />
        ))}
      </div>
    </>
  );
}
