import { Prisma } from '@/prisma/generated/client';
import type { Filter, FilterDimension } from './filter';
import { type RangePart, rangeParts } from './range-parts';
import { labelsWithin, type Scope, sourcesWithin } from './scope';
import type { TimeRange } from './time-range';

/** Counts by `answer` do not know who sent, nor which of the unclaimed hosts answered; there are far fewer of them. */
export type Detail = 'answer' | 'sender';

/**
 * `r JOIN label_set l` within a scope: the `events` of each label set, and the first and the last bucket that has any.
 * Rollups are summed before they meet their labels, since there are hundreds of them for each label set: one for each
 * source and bucket. Counts are exact as doubles, and far cheaper to add than as numerics.
 * @param detail what the asking statement tells events apart by; the scope's own filters are seen to here.
 * @param few a condition that few label sets `l` meet: only theirs are summed.
 */
export function rollupsWithin(scope: Scope, detail: Detail = 'answer', few?: Prisma.Sql): Prisma.Sql {
  const labels = few ? Prisma.sql`${labelsWithin(scope)} AND ${few}` : labelsWithin(scope);
  const onlyFew = few ? Prisma.sql`AND ${amongSets(labels)}` : Prisma.empty;
  return Prisma.sql`
    (SELECT label_set_id, sum(events::float8) AS events, min(bucket_at) AS first_at, max(bucket_at) AS last_at
     FROM ${tableFor(scope, detail)} WHERE ${within(scope)} ${onlyFew} GROUP BY 1) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labels}`;
}

/** The same without when: whole days are read by the day, which is what a long range mostly is. `last_at` is the
 * beginning of the hour on the last day of the range, and of the day before that. */
export function sumsWithin(scope: Scope, detail: Detail = 'answer'): Prisma.Sql {
  const parts = rangeParts(scope.range).map(
    (part) => Prisma.sql`
      SELECT label_set_id, bucket_at, events::float8 AS events FROM ${tableFor(scope, detail)} WHERE ${within(scope, part)}`,
  );
  return Prisma.sql`
    (SELECT label_set_id, sum(events) AS events, max(bucket_at) AS last_at
     FROM (${Prisma.join(parts, ' UNION ALL ')}) parts GROUP BY 1) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labelsWithin(scope)}`;
}

/**
 * The same bucket by bucket: `at` is the beginning, in ms since the epoch. Where nothing but senders are left out, their
 * counts are taken away from all the answers, so that the label sets of all others need not be read.
 */
export function rollupsOverTime(scope: Scope, detail: Detail = 'answer'): Prisma.Sql {
  const kept = detail === 'answer' ? withoutExclusions(scope) : null;
  const labels = labelsWithin(kept ?? scope);
  return Prisma.sql`(${kept ? lessExcluded(scope, kept) : overTime(scope, detail)}) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labels}`;
}

function overTime(scope: Scope, detail: Detail, only = Prisma.sql`TRUE`): Prisma.Sql {
  const { at, inMs } = bucketBy(scope.range);
  return Prisma.sql`
    SELECT label_set_id, ${inMs} AS at, events FROM (
      SELECT label_set_id, ${at} AS at, sum(events::float8) AS events
      FROM ${tableFor(scope, detail)} WHERE ${within(scope)} AND ${only} GROUP BY 1, 2
    ) binned`;
}

/** The scope as far as answers know of it; `null`: a sender is asked for, or none is left out. */
function withoutExclusions(scope: Scope): Scope | null {
  const ofSenders = scope.filters.filter(({ dimension }) => detailOf(dimension) === 'sender');
  if (ofSenders.length === 0 || ofSenders.some(({ excluded }) => !excluded)) return null;
  return { ...scope, filters: scope.filters.filter((one) => !ofSenders.includes(one)) };
}

function lessExcluded(scope: Scope, kept: Scope): Prisma.Sql {
  const excluded = amongSets(Prisma.sql`${labelsWithin(kept)} AND NOT (${labelsWithin(scope)})`);
  return Prisma.sql`
    SELECT label_set_id, at, sum(events) AS events FROM (${overTime(kept, 'answer')} UNION ALL
      SELECT coalesce(s.answer_id, s.id), x.at, -x.events FROM (${overTime(kept, 'sender', excluded)}) x
      JOIN label_set s ON s.id = x.label_set_id) counted
    GROUP BY 1, 2 HAVING sum(events) <> 0`;
}

/** How rollups are put into buckets, cheaply for each of them, and what that is in ms since the epoch. */
function bucketBy(range: TimeRange): { at: Prisma.Sql; inMs: Prisma.Sql } {
  if (range.starts) return { at: bucketOf(range), inMs: Prisma.sql`at` };
  return {
    at: Prisma.sql`date_bin(make_interval(mins => ${range.bucketMinutes}::int), bucket_at, ${range.from}::timestamptz)`,
    inMs: Prisma.sql`date_part('epoch', at) * 1000`,
  };
}

const OF_SENDERS: readonly FilterDimension[] = [
  'destination',
  'sending-domain',
  'sending-ip',
  'pool',
  'stream',
];

/** What it takes to tell values of a dimension apart. */
export const detailOf = (dimension: FilterDimension): Detail =>
  OF_SENDERS.includes(dimension) ? 'sender' : 'answer';

function tableFor({ filters }: Scope, detail: Detail): Prisma.Sql {
  const isOfSenders =
    detail === 'sender' || filters.some(({ dimension }) => detailOf(dimension) === 'sender');
  return isOfSenders ? Prisma.sql`rollup` : Prisma.sql`answer_rollup`;
}

/** The beginning of the range's bucket that a rollup, or another moment within the range, falls into. */
export function bucketOf(range: TimeRange, moment = Prisma.sql`bucket_at`): Prisma.Sql {
  if (range.starts) {
    const starts = Prisma.sql`${[...range.starts]}::float8[]`;
    return Prisma.sql`(${starts})[width_bucket(date_part('epoch', ${moment}) * 1000, ${starts})]`;
  }
  const ms = Prisma.sql`${range.bucketMinutes * 60_000}::float8`;
  const from = Prisma.sql`${range.from.getTime()}::float8`;
  return Prisma.sql`floor((date_part('epoch', ${moment}) * 1000 - ${from}) / ${ms}) * ${ms} + ${from}`;
}

/** The sources are named in any case, since the key begins with them, and so are the label sets of whoever asks for
 * few: what is left over need not be summed first. */
function within(scope: Scope, { from, to, rollupMinutes }: RangePart = scope.range): Prisma.Sql {
  const { provider, code, filters } = scope;
  const isNarrow = provider !== null || code !== null || filters.some(isNarrowing);
  return Prisma.sql`
    bucket_minutes = ${rollupMinutes}::smallint AND bucket_at >= ${from}::timestamptz AND bucket_at < ${to}::timestamptz
    AND source_id = ANY(ARRAY(SELECT id FROM source)) AND ${sourcesWithin(scope)} AND ${isNarrow ? amongSets(labelsWithin(scope)) : Prisma.sql`TRUE`}`;
}

const amongSets = (labels: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`label_set_id = ANY(ARRAY(SELECT l.id FROM label_set l WHERE ${labels}))`;

const isNarrowing = ({ dimension, excluded }: Filter): boolean =>
  !excluded && dimension !== 'source' && dimension !== 'outcome';
