import type { Db } from '@/lib/db';
import type { SourceHealth } from '@/lib/queries/alert-sources';
import type { Past } from '@/lib/queries/past-counts';
import { pastSources } from '@/lib/queries/past-sources';
import { once } from './once';

const MINUTE_MS = 60_000;
const BUCKET_MS = 5 * MINUTE_MS;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/** Sources as an evaluation would have found them at any time of the past, as far as their silences go: how much of
 * their records was understood, or waited, is not written down for the past. */
export function sourcesOfPast(db: Db, past: Past): (now: number) => Promise<SourceHealth[]> {
  const read = once((_: null) => pastSources(db, past.from, past.to), String);
  return async (now) =>
    (await read(null)).flatMap(({ name, heardAt }) => {
      const heard = heardAt.filter((at) => at <= now && at > now - 2 * WEEK_MS);
      const last = heard.at(-1);
      if (last === undefined) return [];
      const rhythm = heard.filter((at) => at >= last - WEEK_MS);
      const gaps = rhythm.map((at, i) => at - (rhythm[i - 1] ?? at));
      const usualGapMinutes = Math.max(BUCKET_MS, ...gaps) / MINUTE_MS;
      // The last event of the five minutes may have come at their end.
      const watermarkAt = Math.min(now, last + BUCKET_MS - 1);
      return { name, watermarkAt, usualGapMinutes, records: 0, unparsed: 0 };
    });
}
