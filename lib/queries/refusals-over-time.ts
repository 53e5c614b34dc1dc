import type { Db } from '@/lib/db';
import { addTo, answersOverTime, eventsOf, isRefusal } from './answers-over-time';
import type { Scope } from './scope';

/** How often one provider answered with one code, bucket by bucket. */
export interface RefusalSeries {
  provider: string;
  statusCode: string;
  enforcement: boolean;
  bounced: number;
  events: number;
  /** Events by the beginning of the bucket, ms since the epoch. */
  buckets: Map<number, number>;
}

const MOST = 24;

/**
 * The most frequent pairs of provider and enhanced code; enforcement codes come first.
 * @param answers where they have been asked for already.
 */
export async function refusalsOverTime(
  db: Db,
  scope: Scope,
  answers = answersOverTime(db, scope),
): Promise<RefusalSeries[]> {
  const pairs = new Map<string, RefusalSeries>();
  for (const answer of await answers) {
    const { provider, statusCode } = answer;
    if (!isRefusal(answer) || statusCode === null) continue;
    const key = JSON.stringify([provider, statusCode]);
    const none = { enforcement: false, bounced: 0, events: 0 };
    const series = pairs.get(key) ?? { provider, statusCode, ...none, buckets: new Map() };
    pairs.set(key, series);
    series.enforcement ||= answer.enforcement;
    series.events += eventsOf(answer);
    if (answer.outcome === 'bounced') series.bounced += eventsOf(answer);
    addTo(series.buckets, answer);
  }
  const byKey = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series);
  return byKey
    .sort((a, b) => Number(b.enforcement) - Number(a.enforcement) || b.events - a.events)
    .slice(0, MOST);
}
