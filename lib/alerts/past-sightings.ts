import type { Db } from '@/lib/db';
import type { Past } from '@/lib/queries/past-counts';
import { pastRefusals } from '@/lib/queries/past-refusals';
import { BucketSums } from './bucket-sums';
import { once } from './once';
import type { Sighting } from './readings';
import { seriesOf } from './series';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours in which something was seen, the earliest first. */
interface Hours {
  at: number[];
  sums: BucketSums;
}

/** Sightings of enforcement codes as an evaluation would have had them at any time of the past. */
export function sightingsOfPast(db: Db, past: Past): (now: number, days: number) => Promise<Sighting[]> {
  const [from, to] = [past.from.getTime(), past.to.getTime()];
  const read = once(async (_: null) => {
    const senders = new Map<string, Hours>();
    const codes = new Map<string, { provider: string; sendingDomain: string; code: string; hours: Hours }>();
    const noHours = (): Hours => ({ at: [], sums: new BucketSums(from, to, HOUR_MS) });
    for (const { provider, sendingDomain, code, at, events } of await pastRefusals(db, past.from, past.to)) {
      const sender = `${provider} ${sendingDomain}`;
      let hours: Hours;
      if (code === null) {
        hours = senders.get(sender) ?? noHours();
        senders.set(sender, hours);
      } else {
        const known = codes.get(`${sender} ${code}`) ?? { provider, sendingDomain, code, hours: noHours() };
        codes.set(`${sender} ${code}`, known);
        hours = known.hours;
      }
      hours.at.push(at);
      hours.sums.add(at, events);
    }
    for (const { sums } of senders.values()) sums.close();
    return [...codes.values()].flatMap((one) => {
      one.hours.sums.close();
      const sender = senders.get(`${one.provider} ${one.sendingDomain}`);
      const { provider, sendingDomain, code } = one;
      const series = seriesOf({ provider, 'sending-domain': sendingDomain, code });
      return sender ? { ...one, sender, series } : [];
    });
  }, String);
  return async (now, days) =>
    (await read(null)).flatMap(({ series, provider, sendingDomain, code, hours, sender }) => {
      const firstAt = firstWithin(hours.at, now - days * DAY_MS, now);
      if (firstAt === null) return [];
      return {
        ...{ series, provider, sendingDomain, code, firstAt },
        knownSince: firstWithin(sender.at, now - days * DAY_MS, now) ?? firstAt,
        recent: hours.sums.between(now - DAY_MS, now),
        recentAttempts: sender.sums.between(now - DAY_MS, now),
      };
    });
}

/** The first that is after `from`, unless it is after `to`. */
function firstWithin(sorted: readonly number[], from: number, to: number): number | null {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > from) high = middle;
    else low = middle + 1;
  }
  const first = sorted[low];
  return first !== undefined && first <= to ? first : null;
}
