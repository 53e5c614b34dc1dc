'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { KeyboardEvent } from 'react';
import { categoryColour } from '../charts/category-colour';
import { OutcomeMark } from './outcome-mark';
import { carryQuestion } from './question-link';
import type { ShownEvent } from './tailed-events';
import { useKeysOn } from './use-shortcut-keys';

const ARROWS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
const LETTERS: Record<string, number> = { j: 1, k: -1 };

/** From row to row with the arrows, or j and k where single keys do something, while one of them has the focus; Enter
 * opens it. */
function step(event: KeyboardEvent<HTMLElement>, keysOn: boolean) {
  const by = ARROWS[event.key] ?? (keysOn ? LETTERS[event.key] : undefined);
  if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-event]')];
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Single events, a row each. */
export function EventRows({ events, label }: { events: readonly ShownEvent[]; label: string }) {
  const query = useSearchParams();
  const [keysOn] = useKeysOn();
  return (
    <ol aria-label={label} onKeyDown={(event) => step(event, keysOn)}>
      {events.map((event) => (
        <li key={event.id} className="border-line border-b">
          <Row event={event} href={carryQuestion(`/events/${event.id}`, query)} />
        </li>
      ))}
    </ol>
  );
}

function Row({ event, href }: { event: ShownEvent; href: string }) {
  const { code, meaning, mxHost, sendingDomain, recipient, diagnostic } = event;
  return (
    <Link
      href={href}
      prefetch={false}
      data-event
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-transparent border-l-2 py-1.5 pl-2 hover:bg-raised focus-visible:border-accent focus-visible:bg-raised md:grid-cols-[6.5rem_6rem_minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)_minmax(0,3fr)] md:items-baseline"
    >
      <time dateTime={event.at} className="whitespace-nowrap font-mono text-xs">
        <span className="text-ink-3">{event.day}</span> {event.time}
      </time>
      <span className="text-xs max-md:justify-self-end">
        <OutcomeMark outcome={event.outcome} />
      </span>
      <span className="min-w-0 truncate max-md:col-span-2">
        {code !== null && (
          <span className="mr-2 inline-flex items-baseline gap-1.5 font-mono text-xs">
            {event.category !== null && (
              <span
                aria-hidden
                className="size-2 shrink-0"
                style={{ background: categoryColour(event.category) }}
              />
            )}
            {code}
          </span>
        )}
        {meaning}
      </span>
      <span className="min-w-0 truncate text-ink-2 max-md:col-span-2">
        {event.provider} {mxHost && <span className="font-mono text-ink-3 text-xs">{mxHost}</span>}
      </span>
      <span className="min-w-0 truncate font-mono text-ink-2 text-xs max-md:col-span-2">
        {sendingDomain && <span className="text-ink-3 md:hidden">from </span>}
        {sendingDomain}
      </span>
      <span className="min-w-0 truncate font-mono text-xs max-md:col-span-2">
        {recipient && <span className="text-ink-3 md:hidden">to </span>}
        {recipient}
      </span>
      {diagnostic && (
        <span className="col-span-full line-clamp-2 break-words font-mono text-ink-2 text-xs leading-5 md:col-start-3 md:line-clamp-1">
          <bdi>{diagnostic}</bdi>
        </span>
      )}
    </Link>
  );
}
