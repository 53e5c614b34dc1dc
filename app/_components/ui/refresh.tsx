'use client';

import { RotateCw } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState, useTransition } from 'react';
import { refreshSeconds } from './refresh-choices';

/** Asks again as often as the URL says while somebody looks, and says how old the numbers are. `renderedAt` changes with
 * every answer. */
export function Refresh({ renderedAt }: { renderedAt: number }) {
  const router = useRouter();
  const query = useSearchParams();
  const place = `${usePathname()}?${query}`;
  const [refreshing, startRefresh] = useTransition();
  const refresh = useCallback(() => startRefresh(() => router.refresh()), [router]);
  return (
    <button
      type="button"
      onClick={refresh}
      className="inline-flex items-center gap-1.5 p-1.5 text-ink-3 text-xs hover:bg-raised hover:text-ink"
    >
      <RotateCw aria-hidden className={`size-3.5 ${refreshing ? 'motion-safe:animate-spin' : ''}`} />
      <span className="sr-only">Refresh,</span>
      <Age
        key={`${renderedAt} ${place}`}
        everySeconds={refreshSeconds(query.get('refresh'))}
        onDue={refresh}
      />
    </button>
  );
}

function Age({ everySeconds, onDue }: { everySeconds: number | null; onDue: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const arrived = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - arrived) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  const due = everySeconds !== null && seconds > 0 && seconds % everySeconds === 0;
  useEffect(() => {
    if (due && !document.hidden) onDue();
  }, [due, onDue]);
  return <span className="hidden whitespace-nowrap sm:inline">updated {ageWords(seconds)} ago</span>;
}

/** 8 s, 4 min */
const ageWords = (seconds: number): string =>
  seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
