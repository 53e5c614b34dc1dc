import type { Logger } from '@/lib/log';

const AGAIN_MS = 60_000;
const MOST_KEPT = 1_000;

/** Strangers knock often: each is logged once in a while. */
export function refusalLog(log: Logger): (address: string, reason: string) => void {
  const logged = new Map<string, number>();
  return (address, reason) => {
    const now = Date.now();
    if (now - (logged.get(address) ?? 0) < AGAIN_MS) return;
    if (logged.size >= MOST_KEPT) logged.clear();
    logged.set(address, now);
    log.warn({ address, reason }, 'refused');
  };
}
