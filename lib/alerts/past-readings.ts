import type { Db } from '@/lib/db';
import { type AlertCounts, COUNT_NAMES, type CountName } from '@/lib/queries/alert-counts';
import type { GroupName } from '@/lib/queries/alert-group';
import { type Past, pastCodes, pastCounts } from '@/lib/queries/past-counts';
import { attempts } from '@/lib/queries/rates';
import { EMPTY_TALLY } from '@/lib/queries/tally';
import { BucketSums } from './bucket-sums';
import { once } from './once';
import { sightingsOfPast } from './past-sightings';
import { sourcesOfPast } from './past-sources';
import { type CodeHistory, type Readings, TRAILING_DAY_MINUTES, WEEKS } from './readings';
import { seriesOf } from './series';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/** No more series of a group are looked back on: those by which most is sent. */
const MOST_VALUES = 100;

interface PastSeries {
  value: string;
  series: string;
  counts: Record<CountName, BucketSums>;
  codes: Map<
    string,
    { series: string; statusCode: string | null; replyCode: number | null; sums: BucketSums }
  >;
}

/**
 * The readings of any time within a stretch of the past: what the rollups say that an evaluation would have seen, had
 * everything come in at once. The first that asks has it read; all later times are answered from memory.
 */
export function openPast(db: Db, past: Past): (at: number) => Readings {
  const [from, to, width] = [past.from.getTime(), past.to.getTime(), past.rollupMinutes * MINUTE_MS];
  const sums = () => new BucketSums(from, to, width);
  const labelled = (group: GroupName, value: string) => (group === 'overall' ? {} : { [group]: value });

  const seriesBy = once(async (group: GroupName): Promise<PastSeries[]> => {
    const known = new Map<string, PastSeries>();
    for (const { value, at, ...counts } of await pastCounts(db, past, group, MOST_VALUES)) {
      const series = known.get(value) ?? {
        ...{ value, series: seriesOf(labelled(group, value)), codes: new Map() },
        counts: Object.fromEntries(COUNT_NAMES.map((name) => [name, sums()])) as Record<
          CountName,
          BucketSums
        >,
      };
      known.set(value, series);
      for (const name of COUNT_NAMES) series.counts[name].add(at, counts[name]);
    }
    for (const { counts } of known.values()) for (const name of COUNT_NAMES) counts[name].close();
    return [...known.values()];
  }, String);

  const withCodes = once(async (group: GroupName): Promise<PastSeries[]> => {
    const all = await seriesBy(group);
    const known = new Map(all.map((one) => [one.value, one]));
    for (const { value, statusCode, replyCode, at, events } of await pastCodes(
      db,
      past,
      group,
      MOST_VALUES,
    )) {
      const codes = known.get(value)?.codes;
      if (!codes) continue;
      const key = `${statusCode} ${replyCode}`;
      const series = seriesOf({
        ...labelled(group, value),
        ...(statusCode !== null && { code: statusCode }),
      });
      const code = codes.get(key) ?? { series, statusCode, replyCode, sums: sums() };
      codes.set(key, code);
      code.sums.add(at, events);
    }
    for (const { codes } of all) for (const code of codes.values()) code.sums.close();
    return all;
  }, String);

  const sightings = sightingsOfPast(db, past);
  const sources = sourcesOfPast(db, past);

  /** A window shorter than a bucket is read as if it were as long. */
  const wide = (minutes: number): number => Math.max(minutes, past.rollupMinutes);

  return (now) => ({
    now,
    async counts(group, windowsMinutes) {
      return (await seriesBy(group)).map(({ value, series, counts }) => ({
        ...{ value, series },
        windows: windowsMinutes
          .toSorted((a, b) => a - b)
          .map((minutes) => ({
            ...{ minutes, at: now },
            counts: countsWithin(counts, now - wide(minutes) * MINUTE_MS, now),
          }))
          .filter((window) => attempts(window.counts) + window.counts.complained > 0),
      }));
    },
    async codes(group, minutes) {
      return (await withCodes(group)).flatMap(({ value, codes }) =>
        Array.from(codes.values(), ({ statusCode, replyCode, sums }) => ({
          ...{ value, statusCode, replyCode },
          events: sums.between(now - wide(minutes) * MINUTE_MS, now),
        })).filter(({ events }) => events > 0),
      );
    },
    async codeHistory(group, minutes) {
      return (await withCodes(group)).flatMap((one) => historyOf(one, now, wide(minutes)));
    },
    sightings: (days) => sightings(now, days),
    sources: () => sources(now),
    // How long something waited is not written down.
    backlogs: async () => [],
  });
}

function countsWithin(counts: PastSeries['counts'], from: number, to: number): AlertCounts {
  const within: AlertCounts = { ...EMPTY_TALLY, unknownUsers: 0, blocked: 0 };
  for (const name of COUNT_NAMES) within[name] = counts[name].between(from, to);
  return within;
}

function historyOf({ value, counts, codes }: PastSeries, now: number, minutes: number): CodeHistory[] {
  const length = minutes * MINUTE_MS;
  const ends = Array.from({ length: WEEKS + 1 }, (_, week) => now - week * WEEK_MS);
  const dayEnd = now - length - 60 * MINUTE_MS;
  const stretches = [
    ...ends.map((end) => [end - length, end] as const),
    [dayEnd - TRAILING_DAY_MINUTES * MINUTE_MS, dayEnd] as const,
  ];
  const tried = stretches.map(([from, to]) => attempts(countsWithin(counts, from, to)));
  if (tried[0] === 0) return [];
  const byCode = new Map<string, { series: string; events: number[] }>();
  for (const { series, statusCode, sums } of codes.values()) {
    if (statusCode === null) continue;
    const events = stretches.map(([from, to]) => sums.between(from, to));
    const known = byCode.get(statusCode)?.events ?? events.map(() => 0);
    byCode.set(statusCode, { series, events: known.map((count, i) => count + (events[i] ?? 0)) });
  }
  return [{ value, at: now, attempts: tried, codes: byCode }];
}
