'use client';

import { Pause, Radio } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { exact } from '../format/number';
import { EventRows } from './event-rows';
import type { ShownEvent } from './tailed-events';

const POLL_MS = 2_000;
/** More than anybody scrolls through; the page below has them all. */
const MOST_KEPT = 200;

/** Events as they are recorded since the page was drawn, late ones included, within the page's filters: below the page's
 * controls, the last of which stand beside the button. It asks only while somebody looks. */
export function LiveEvents({
  drawnAt,
  beside,
  children,
}: {
  /** The cursor of the moment at which the page was drawn; `null`: it could not be read, and the first look fetches one. */
  drawnAt: string | null;
  beside: ReactNode;
  children: ReactNode;
}) {
  const query = useSearchParams().toString();
  const [live, setLive] = useState(false);
  const { events, isCut, fault, hasLooked } = useTail(query, drawnAt, live);
  const Icon = live ? Pause : Radio;
  return (
    <>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">{beside}</div>
        <button
          type="button"
          aria-pressed={live}
          onClick={() => setLive(!live)}
          className="inline-flex shrink-0 items-center gap-1.5 border border-line-strong px-2 py-1 text-xs hover:bg-raised aria-pressed:border-accent"
        >
          <Icon aria-hidden className="size-3.5" /> {live ? 'Pause' : 'Live'}
        </button>
      </div>
      {children}
      <section aria-label="Live">
        <p role="status" className={`text-xs not-empty:mb-2 ${fault ? 'text-bad' : 'text-ink-3'}`}>
          {fault ?? (hasLooked ? inWords(live, events.length, isCut) : beforeLooking(live, drawnAt))}
        </p>
        {events.length > 0 && (
          <div className="mb-3 border-accent border-l-2">
            <EventRows events={events} label="Recorded since" />
          </div>
        )}
      </section>
    </>
  );
}

function beforeLooking(live: boolean, drawnAt: string | null): string {
  if (drawnAt === null)
    return live ? 'Looking where to begin' : 'What is recorded cannot be followed yet: Live tries again';
  return live ? 'Looking for what was recorded since this page was drawn' : '';
}

function inWords(live: boolean, count: number, isCut: boolean): string {
  const seen = `${exact(count)} recorded since, whatever their own time`;
  const cut = isCut ? '; more than can be followed: only the latest of each moment are here' : '';
  if (live) return count === 0 ? 'Waiting for what is recorded next' : `${seen}${cut}`;
  return count === 0 ? '' : `Paused: ${seen}${cut}`;
}

function useTail(query: string, drawnAt: string | null, live: boolean) {
  const [events, setEvents] = useState<ShownEvent[]>([]);
  const [isCut, setCut] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [hasLooked, setLooked] = useState(false);
  // A page that is drawn anew while nobody follows it begins anew.
  const begin = useRef(drawnAt);
  begin.current = drawnAt;
  const place = useRef<{ query: string; cursor: string | null } | null>(null);
  useEffect(() => {
    if (!live) return;
    // Another question is another tail.
    if (place.current?.query !== query) {
      place.current = { query, cursor: begin.current };
      setEvents([]);
      setCut(false);
      setLooked(false);
    }
    const aborting = new AbortController();
    const { signal } = aborting;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const asked = new URLSearchParams(query);
        const cursor = place.current?.cursor ?? begin.current;
        if (cursor !== null) asked.set('cursor', cursor);
        const answer = await fetch(`/api/event-tail?${asked}`, { signal });
        if (!answer.ok) throw new Error(`the dashboard answers ${answer.status}`);
        const { Tail } = await import('./tailed-events');
        const tail = Tail.parse(await answer.json());
        place.current = { query, cursor: tail.cursor };
        setEvents((known) => {
          const fresh = tail.events.filter(({ id }) => !known.some((one) => one.id === id));
          return fresh.length === 0 ? known : [...fresh, ...known].slice(0, MOST_KEPT);
        });
        if (tail.isCut) setCut(true);
        setFault(null);
        setLooked(true);
      } catch (error) {
        if (!signal.aborted)
          setFault(`Cannot look for new events: ${(error as Error).message}. Trying again.`);
      }
      if (!signal.aborted) wait();
    };
    const wait = () => {
      timer = setTimeout(() => void look(), POLL_MS);
    };
    // What nobody sees is not asked for; the cursor holds the place.
    const seen = () => {
      clearTimeout(timer);
      if (!document.hidden) void look();
    };
    const turned = () => {
      if (document.hidden) clearTimeout(timer);
      else seen();
    };
    seen();
    document.addEventListener('visibilitychange', turned);
    return () => {
      aborting.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', turned);
    };
  }, [query, live]);
  return { events, isCut, fault, hasLooked };
}
