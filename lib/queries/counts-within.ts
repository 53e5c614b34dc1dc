import { Prisma } from '@/prisma/generated/client';
import type { Filter, FilterDimension } from './filter';
import { countedParts, type RangePart, rangeParts } from './range-parts';
import { labelsWithin, type Scope, sourcesWithin } from './scope';
import { bucketStarts, type TimeRange } from './time-range';

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
  const wide = rangeParts(scope.range).filter(
    ({ rollupMinutes }) => rollupMinutes > scope.range.rollupMinutes,
  );
  if (wide.length > 0 && !isOfSenders(scope, detail) && !few) return answersWithin(scope, wide);
  const labels = few ? Prisma.sql`${labelsWithin(scope)} AND ${few}` : labelsWithin(scope);
  const onlyFew = few ? Prisma.sql`AND ${amongSets(labels)}` : Prisma.empty;
  return Prisma.sql`
    (SELECT label_set_id, sum(events::float8) AS events, min(bucket_at) AS first_at, max(bucket_at) AS last_at
     FROM ${tableFor(scope, detail)} WHERE ${within(scope)} ${onlyFew} GROUP BY 1) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labels}`;
}

/**
 * The same of answers: whole days by the day, and then, of those days alone on which one was first or last, the hours in
 * which it was. Nearly all begin and end where the range does, which is by the hour already.
 */
function answersWithin(scope: Scope, wide: readonly RangePart[]): Prisma.Sql {
  const parts = rangeParts(scope.range).map(
    (part) =>
      Prisma.sql`SELECT label_set_id, bucket_at, events FROM answer_rollup WHERE ${within(scope, part)}`,
  );
  const widths = wide.map(
    ({ from, to, rollupMinutes }) =>
      Prisma.sql`(${from}::timestamptz, ${to}::timestamptz, make_interval(mins => ${rollupMinutes}::int))`,
  );
  return Prisma.sql`
    (WITH counted AS MATERIALIZED (
       SELECT label_set_id, sum(events::float8) AS events, min(bucket_at) AS first_at, max(bucket_at) AS last_at
       FROM (${Prisma.join(parts, ' UNION ALL ')}) parts GROUP BY 1
     ), wide AS (
       SELECT DISTINCT edge.at, edge.at + w.width AS until FROM counted, unnest(ARRAY[first_at, last_at]) AS edge (at)
       JOIN (VALUES ${Prisma.join(widths)}) w (first, until, width) ON edge.at >= w.first AND edge.at < w.until
     ), narrow AS (
       SELECT c.label_set_id, min(n.bucket_at) FILTER (WHERE wide.at = c.first_at) AS first_at,
         max(n.bucket_at) FILTER (WHERE wide.at = c.last_at) AS last_at
       FROM wide CROSS JOIN LATERAL (
         SELECT label_set_id, bucket_at FROM answer_rollup
         WHERE bucket_minutes = ${scope.range.rollupMinutes}::smallint AND bucket_at >= wide.at AND bucket_at < wide.until
           AND ${amongSources(scope)} OFFSET 0
       ) n JOIN counted c ON c.label_set_id = n.label_set_id WHERE wide.at IN (c.first_at, c.last_at) GROUP BY 1
     )
     SELECT c.label_set_id, c.events, coalesce(n.first_at, c.first_at) AS first_at, coalesce(n.last_at, c.last_at) AS last_at
     FROM counted c LEFT JOIN narrow n ON n.label_set_id = c.label_set_id) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labelsWithin(scope)}`;
}

/** The same without when: whole days are read by the day, which is what a long range mostly is. */
export function sumsWithin(scope: Scope, detail: Detail = 'answer'): Prisma.Sql {
  const parts = countedParts(scope.range).map(
    ({ times, ...part }) => Prisma.sql`
      SELECT label_set_id, ${times === 1 ? Prisma.empty : Prisma.raw('-')}events::float8 AS events
      FROM ${isNarrow(scope) ? Prisma.sql`${tableFor(scope, detail)} WHERE ${within(scope, part)}` : bucketByBucket(scope, part, detail)}`,
  );
  return Prisma.sql`
    (SELECT label_set_id, sum(events) AS events FROM (${Prisma.join(parts, ' UNION ALL ')}) parts
     GROUP BY 1 HAVING sum(events) <> 0) r
    JOIN label_set l ON l.id = r.label_set_id WHERE ${labelsWithin(scope)}`;
}

/** Each bucket by the key, in which its rollups lie side by side: asked for all at once, the server may take the index of
 * label sets instead, and go all over the table. */
function bucketByBucket(scope: Scope, { from, to, rollupMinutes }: RangePart, detail: Detail): Prisma.Sql {
  const width = Prisma.sql`make_interval(mins => ${rollupMinutes}::int)`;
  return Prisma.sql`
    generate_series(${from}::timestamptz, ${to}::timestamptz - ${width}, ${width}) AS b (at) CROSS JOIN LATERAL (
      SELECT label_set_id, events FROM ${tableFor(scope, detail)}
      WHERE bucket_minutes = ${rollupMinutes}::smallint AND bucket_at = b.at AND ${amongSources(scope)} OFFSET 0
    ) of_bucket`;
}

/** `r JOIN label_set l`: which label sets there were, and the beginning of the last hour of each on the last day of the
 * range, and of the last day before that. */
export function lastWithin(scope: Scope, detail: Detail = 'answer'): Prisma.Sql {
  const parts = rangeParts(scope.range).map(
    (part) =>
      Prisma.sql`SELECT label_set_id, bucket_at FROM ${tableFor(scope, detail)} WHERE ${within(scope, part)}`,
  );
  return Prisma.sql`
    (SELECT label_set_id, max(bucket_at) AS last_at FROM (${Prisma.join(parts, ' UNION ALL ')}) parts GROUP BY 1) r
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

/** Bucket by bucket, by a sum over the label sets of each: two keys for every rollup cost twice as much as one. `OFFSET`
 * keeps the server from joining all labels to each bucket by itself. Few label sets are looked for once, and not in each. */
function overTime(scope: Scope, detail: Detail, only?: Prisma.Sql): Prisma.Sql {
  const { range } = scope;
  if (only || isNarrow(scope))
    return Prisma.sql`
      SELECT label_set_id, at, sum(events::float8) AS events FROM (
        SELECT label_set_id, ${bucketOf(range)} AS at, events
        FROM ${tableFor(scope, detail)} WHERE ${within(scope)} AND ${only ?? Prisma.sql`TRUE`}) binned GROUP BY 1, 2`;
  const starts = bucketStarts(range);
  const ends = [...starts.slice(1), range.to.getTime()];
  const ofBucket = within(scope, {
    from: Prisma.sql`to_timestamp(b.at / 1000)`,
    to: Prisma.sql`to_timestamp(b.until / 1000)`,
    rollupMinutes: range.rollupMinutes,
  });
  return Prisma.sql`
    SELECT summed.label_set_id, b.at, summed.events
    FROM unnest(${starts}::float8[], ${ends}::float8[]) AS b (at, until) CROSS JOIN LATERAL (
      SELECT label_set_id, sum(events::float8) AS events
      FROM ${tableFor(scope, detail)} WHERE ${ofBucket} GROUP BY 1
    ) summed OFFSET 0`;
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
    SELECT label_set_id, at, sum(events) AS events FROM ((${overTime(kept, 'answer')}) UNION ALL
      SELECT coalesce(s.answer_id, s.id), x.at, -x.events FROM (${overTime(kept, 'sender', excluded)}) x
      JOIN label_set s ON s.id = x.label_set_id) counted
    GROUP BY 1, 2 HAVING sum(events) <> 0`;
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

const isOfSenders = ({ filters }: Scope, detail: Detail): boolean =>
  detail === 'sender' || filters.some(({ dimension }) => detailOf(dimension) === 'sender');

const tableFor = (scope: Scope, detail: Detail): Prisma.Sql =>
  isOfSenders(scope, detail) ? Prisma.sql`rollup` : Prisma.sql`answer_rollup`;

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
function within(scope: Scope, { from, to, rollupMinutes }: Span = scope.range): Prisma.Sql {
  return Prisma.sql`
    bucket_minutes = ${rollupMinutes}::smallint AND bucket_at >= ${from}::timestamptz AND bucket_at < ${to}::timestamptz
    AND ${amongSources(scope)} AND ${isNarrow(scope) ? amongSets(labelsWithin(scope)) : Prisma.sql`TRUE`}`;
}

const amongSources = (scope: Scope): Prisma.Sql =>
  Prisma.sql`source_id = ANY(ARRAY(SELECT id FROM source)) AND ${sourcesWithin(scope)}`;

type Span = { [Key in keyof RangePart]: RangePart[Key] | Prisma.Sql };

const amongSets = (labels: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`label_set_id = ANY(ARRAY(SELECT l.id FROM label_set l WHERE ${labels}))`;

export const isNarrow = ({ provider, code, filters }: Scope): boolean =>
  provider !== null || code !== null || filters.some(isNarrowing);
const isNarrowing = ({ dimension, excluded }: Filter): boolean =>
  !excluded && dimension !== 'source' && dimension !== 'outcome';
