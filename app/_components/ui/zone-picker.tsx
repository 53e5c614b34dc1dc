'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { offsetAt } from '@/lib/mail/wall-clock';
import { writeZoneChoice, type ZoneChoice } from '../format/zone-choice';
import { browserZone, zonesLike } from '../format/zone-names';

const MOST_FOUND = 6;
const MINUTE = 60_000;

/** In which zone times are shown: this browser remembers it. */
export function ZonePicker({ zone, now }: { zone: ZoneChoice; now: number }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [typed, setTyped] = useState('');
  const own = browserZone();
  const choose = (choice: ZoneChoice) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = writeZoneChoice(choice);
    setTyped('');
    startTransition(() => router.refresh());
  };
  const found = zonesLike(typed).slice(0, MOST_FOUND);
  const option = 'px-2 py-1 text-left hover:bg-raised aria-pressed:bg-ink aria-pressed:text-page';
  return (
    <div aria-busy={pending} className={`text-xs ${pending ? 'opacity-60' : ''}`}>
      <p className="mb-1">
        {zone.timeZone} <span className="text-ink-3">{offsetWords(now, zone.timeZone)}</span>
      </p>
      <div className="flex flex-wrap gap-px">
        <button
          type="button"
          className={option}
          aria-pressed={zone.by === 'browser'}
          onClick={() => choose({ timeZone: own, by: 'browser' })}
        >
          This browser’s
        </button>
        <button
          type="button"
          className={option}
          aria-pressed={zone.by === 'name' && zone.timeZone === 'UTC'}
          onClick={() => choose({ timeZone: 'UTC', by: 'name' })}
        >
          UTC
        </button>
        <button
          type="button"
          className={option}
          aria-pressed={zone.by === 'installation'}
          onClick={() => choose({ timeZone: 'UTC', by: 'installation' })}
        >
          The server’s
        </button>
      </div>
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first) choose({ timeZone: first, by: 'name' });
        }}
        autoComplete="off"
        aria-label="Another time zone"
        placeholder="Another: Kolkata, New York, Europe/Berlin"
        className="mt-1 w-full border border-line-strong bg-page px-2 py-1 max-md:text-base"
      />
      {typed.trim() !== '' && found.length === 0 && (
        <p role="status" className="py-1 text-ink-3">
          No zone of that name
        </p>
      )}
      <div className="grid">
        {found.map((name) => (
          <button
            key={name}
            type="button"
            className={`${option} flex justify-between gap-2`}
            onClick={() => choose({ timeZone: name, by: 'name' })}
          >
            {name} <span className="text-ink-3">{offsetWords(now, name)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

/** UTC+05:30 */
function offsetWords(now: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(now, timeZone) / MINUTE);
  const two = (number: number) => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
