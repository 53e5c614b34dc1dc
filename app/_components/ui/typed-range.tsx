'use client';

import { type FormEvent, useId, useState } from 'react';
import { momentOf } from '@/lib/mail/wall-clock';
import { fixed, type RangeChange } from '@/lib/queries/range-steps';
import type { TimeRange } from '@/lib/queries/time-range';
import { readTypedRange } from '@/lib/queries/typed-range';
import { toLocalInput } from '../format/local-input';

const INPUT = 'min-w-0 border border-line-strong bg-page px-2 py-1 text-ink max-md:text-base';
const BUTTON = 'shrink-0 bg-ink px-2.5 py-1 text-page';

/** A range in words, or by its two ends. */
export function TypedRange({
  range,
  timeZone,
  onChoose,
}: {
  range: TimeRange;
  timeZone: string;
  onChoose: (change: RangeChange) => void;
}) {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  const inWords = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('words'));
    const change = readTypedRange(text, Date.now(), timeZone);
    if (change) onChoose(change);
    else setFault('Not understood. Try 6h, yesterday, 14 Nov, or 14 Nov 03:00 - 05:00.');
  };
  const byEnds = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const end = (name: string) => momentOf(Date.parse(`${form.get(name)}Z`), timeZone);
    const [from, to] = [end('from'), end('to')];
    if (from < to) onChoose(fixed(from, to));
    else setFault('It must end after it begins.');
  };
  return (
    <>
      <form onSubmit={inWords} className="flex">
        <label htmlFor={id} className="sr-only">
          Time range in words
        </label>
        <input
          id={id}
          name="words"
          required
          autoComplete="off"
          placeholder="6h, yesterday, 14 Nov 03:00 - 05:00"
          aria-invalid={fault !== null}
          aria-describedby={`${id}-fault`}
          onChange={() => setFault(null)}
          className={`${INPUT} flex-1`}
        />
        <button type="submit" className={BUTTON}>
          Show
        </button>
      </form>
      <p id={`${id}-fault`} role="status" className="text-bad text-xs">
        {fault}
      </p>
      <details className="mt-1 text-ink-2 text-xs">
        <summary className="py-1 hover:text-ink">From a date to a date</summary>
        <form onSubmit={byEnds} className="grid gap-2 pt-1">
          {(['from', 'to'] as const).map((name) => (
            <label key={name} className="grid gap-1">
              {name === 'from' ? 'From' : 'To'} ({timeZone})
              <input
                name={name}
                type="datetime-local"
                required
                defaultValue={toLocalInput(range[name].getTime(), timeZone)}
                className={INPUT}
              />
            </label>
          ))}
          <button type="submit" className={BUTTON}>
            Show from date to date
          </button>
        </form>
      </details>
    </>
  );
}
