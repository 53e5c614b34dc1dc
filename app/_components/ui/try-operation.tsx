'use client';

import { type FormEvent, useId, useState } from 'react';

export interface AskedField {
  name: string;
  /** Part of the address, not of its query. */
  isPath: boolean;
  example: string;
}

interface Answered {
  status: number;
  text: string;
}

/** Asks one question of the API as whoever is logged in, and shows what it answers. */
export function TryOperation({ path, fields }: { path: string; fields: readonly AskedField[] }) {
  const id = useId();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setFault(null);
    try {
      const response = await fetch(addressOf(path, fields, (name) => String(given.get(name) ?? '')));
      setAnswered({ status: response.status, text: await response.text() });
    } catch {
      setAnswered(null);
      setFault('The dashboard does not answer: is it running, and are you connected?');
    }
  };
  return (
    <form onSubmit={(event) => void ask(event)} className="grid gap-3">
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-3">
        {fields.map(({ name, isPath, example }) => (
          <div key={name} className="min-w-0">
            <label htmlFor={`${id}-${name}`} className="mb-0.5 block font-mono text-ink-2 text-xs">
              {name}
            </label>
            <input
              id={`${id}-${name}`}
              name={name}
              required={isPath}
              placeholder={example}
              autoComplete="off"
              spellCheck={false}
              className="w-full border border-line-strong bg-surface px-2 py-1 font-mono text-xs focus-visible:outline-2 focus-visible:outline-accent"
            />
          </div>
        ))}
      </div>
      <div>
        <button type="submit" className="border border-line-strong px-3 py-1 text-sm hover:bg-raised">
          Ask as yourself
        </button>
      </div>
      <div aria-live="polite">
        {fault && <p className="text-bad text-xs">{fault}</p>}
        {answered && (
          <>
            <p className="mb-0.5 text-ink-3 text-xs">Answered {answered.status}</p>
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys
              tabIndex={0}
              className="max-h-96 overflow-auto whitespace-pre-wrap bg-raised px-3 py-2 font-mono text-xs leading-5 [overflow-wrap:anywhere]"
            >
              {indented(answered.text)}
            </pre>
          </>
        )}
      </div>
    </form>
  );
}

function addressOf(path: string, fields: readonly AskedField[], given: (name: string) => string): string {
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given(name)));
  const asked = fields.filter(({ name, isPath }) => !isPath && given(name) !== '');
  const query = new URLSearchParams(asked.map(({ name }) => [name, given(name)])).toString();
  return query ? `${place}?${query}` : place;
}

/** What is no JSON is shown as it came. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
