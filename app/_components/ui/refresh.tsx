'use client';

import { RotateCw } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState, useTransition } from 'react';

const EVERY_SECONDS = 30;

/** Asks again every half minute while somebody looks, and says how old the numbers are. `renderedAt` changes with
 * every answer. */
export function Refresh({ renderedAt }: { renderedAt: number }) {
  const router = useRouter();
  const place = `${usePathname()}?${useSearchParams()}`;
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
      <Age key={`${renderedAt} ${place}`} onDue={refresh} />
    </button>
  );
}

function Age({ onDue }: { onDue: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const arrived = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - arrived) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  const due = seconds > 0 && seconds % EVERY_SECONDS === 0;
  useEffect(() => {
    if (due && !document.hidden) onDue();
  }, [due, onDue]);
  return <span className="hidden whitespace-nowrap sm:inline">updated {seconds} s ago</span>;
}
