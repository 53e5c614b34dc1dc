import type { Seen } from '@/lib/queries/alert-sightings';
import type { Sighting } from './readings';
import { seriesOf } from './series';

const DAY_MS = 24 * 60 * 60_000;

/** When something was seen, and how often of late. */
interface Known {
  seenAt: number[];
  recent: number;
}

/** A code that a provider refused a sending domain with, and the domain's mail to the provider. */
export interface Refused extends Known, Pick<Sighting, 'series' | 'provider' | 'sendingDomain' | 'code'> {
  sender: Known;
}

/** Puts label sets together: which codes each provider refused each sending domain with. */
export function refusedSenders(seen: readonly Seen[]): Refused[] {
  const senders = new Map<string, Known>();
  const codes = new Map<string, Refused>();
  const noneOf = (): Known => ({ seenAt: [], recent: 0 });
  for (const { labels, seenAt, recent } of seen) {
    const { provider, 'sending-domain': sendingDomain, statusCode: code } = labels;
    if (provider === null || sendingDomain === null || !labels.isAttempt) continue;
    const sender = senders.get(`${provider} ${sendingDomain}`) ?? noneOf();
    senders.set(`${provider} ${sendingDomain}`, add(sender, seenAt, recent));
    if (!labels.isEnforcement || code === null) continue;
    const key = `${provider} ${sendingDomain} ${code}`;
    const series = () => seriesOf({ provider, 'sending-domain': sendingDomain, code });
    const refused = codes.get(key) ?? {
      ...noneOf(),
      series: series(),
      provider,
      sendingDomain,
      code,
      sender,
    };
    codes.set(key, add(refused, seenAt, recent));
  }
  return [...codes.values()];
}

function add<To extends Known>(to: To, seenAt: readonly number[], recent: number): To {
  for (const at of seenAt) if (!to.seenAt.includes(at)) to.seenAt.push(at);
  to.recent += recent;
  return to;
}

/** What of it falls within the last `days`, and since when. */
export function sightingsOf(refused: readonly Refused[], now: number, days: number): Sighting[] {
  const from = now - days * DAY_MS;
  return refused.flatMap(({ series, provider, sendingDomain, code, seenAt, recent, sender }) => {
    const firstAt = firstSince(seenAt, from);
    if (firstAt === null) return [];
    // Its own refusals are among the sender's attempts.
    const knownSince = firstSince(sender.seenAt, from) ?? firstAt;
    return {
      series,
      provider,
      sendingDomain,
      code,
      firstAt,
      recent,
      recentAttempts: sender.recent,
      knownSince,
    };
  });
}

function firstSince(seenAt: readonly number[], from: number): number | null {
  let first: number | null = null;
  for (const at of seenAt) if (at > from && (first === null || at < first)) first = at;
  return first;
}
