import type { Seen } from '@/lib/queries/alert-sightings';
import type { Sighting } from './readings';

const DAY_MS = 24 * 60 * 60_000;

interface Sender {
  knownSince: number;
  attempts: number;
}

/** Where senders were refused for unmet requirements in the last `days`, and since when. */
export function sightingsOf(seen: readonly Seen[], now: number, days: number): Sighting[] {
  const from = now - days * DAY_MS;
  const senders = new Map<string, Sender>();
  const codes = new Map<string, { provider: string; sendingDomain: string; code: string } & Refused>();
  for (const { labels, seenAt, recent } of seen) {
    const { provider, 'sending-domain': sendingDomain, statusCode: code } = labels;
    if (provider === null || sendingDomain === null) continue;
    const firstAt = firstSince(seenAt, from);
    if (firstAt === null) continue;
    if (labels.isAttempt) {
      const sender = senders.get(`${provider} ${sendingDomain}`);
      senders.set(`${provider} ${sendingDomain}`, {
        knownSince: Math.min(sender?.knownSince ?? firstAt, firstAt),
        attempts: (sender?.attempts ?? 0) + recent,
      });
    }
    if (!labels.isEnforcement || code === null) continue;
    const key = `${provider} ${sendingDomain} ${code}`;
    const refused = codes.get(key);
    codes.set(key, {
      ...{ provider, sendingDomain, code },
      firstAt: Math.min(refused?.firstAt ?? firstAt, firstAt),
      recent: (refused?.recent ?? 0) + recent,
    });
  }
  return [...codes.values()].flatMap((refused) => {
    const sender = senders.get(`${refused.provider} ${refused.sendingDomain}`);
    return sender ? { ...refused, knownSince: sender.knownSince, recentAttempts: sender.attempts } : [];
  });
}

interface Refused {
  firstAt: number;
  recent: number;
}

function firstSince(seenAt: readonly number[], from: number): number | null {
  let first: number | null = null;
  for (const at of seenAt) if (at > from && (first === null || at < first)) first = at;
  return first;
}
