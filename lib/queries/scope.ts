import { Prisma } from '@/prisma/generated/client';
import type { Filter, FilterDimension } from './filter';
import { type RangePart, rangeParts } from './range-parts';
import type { TimeRange } from './time-range';

/** What a question is asked of. `null`: all of them. */
export interface Scope {
  range: TimeRange;
  /** A provider's id; `other`: the hosts that no provider claims. */
  provider: string | null;
  /** An enhanced code, or the reply code of what was refused without one. */
  code: string | null;
  /** What the page was narrowed to. */
  filters: readonly Filter[];
}

export const OTHER_PROVIDER = 'other';

export const everything = (range: TimeRange): Scope => ({
  range,
  provider: null,
  code: null,
  filters: [],
});

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

/** What is compared with a filter's value. Of the sources it is the id, which rows of events and rollups hold. */
const COLUMNS: Record<Exclude<FilterDimension, 'source'>, Prisma.Sql> = {
  provider: Prisma.sql`coalesce(l.provider, ${OTHER_PROVIDER})`,
  destination: Prisma.sql`l.destination`,
  code: Prisma.sql`coalesce(l.status_code, l.reply_code::text)`,
  category: Prisma.sql`l.category`,
  subject: Prisma.sql`'X.' || split_part(l.status_code, '.', 2)`,
  outcome: Prisma.sql`l.outcome`,
  'sending-domain': Prisma.sql`l.sending_domain`,
  'sending-ip': Prisma.sql`l.sending_ip`,
  pool: Prisma.sql`l.pool`,
  stream: Prisma.sql`l.campaign`,
};

/** What a filter of this dimension is compared with, of a label set `l`. */
export const filterColumn = (dimension: keyof typeof COLUMNS): Prisma.Sql => COLUMNS[dimension];

/** What is recorded, but is nobody's fate: it is told only to those who ask for it by name. */
const counted = Prisma.sql`l.outcome NOT IN ('relayed', 'discarded')`;

/** The label sets (`l`) of a scope. */
export function labelsWithin({ provider, code, filters }: Scope): Prisma.Sql {
  const only = (dimension: FilterDimension, value: string | null): Filter[] =>
    value === null ? [] : [{ dimension, value, excluded: false }];
  const conditions = [only('provider', provider), only('code', code), filters].flatMap(labelConditions);
  const isNamed = filters.some(({ dimension, excluded }) => dimension === 'outcome' && !excluded);
  return Prisma.join([isNamed ? Prisma.sql`TRUE` : counted, ...conditions], ' AND ');
}

function labelConditions(filters: readonly Filter[]): Prisma.Sql[] {
  return (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).flatMap((dimension) =>
    conditions(COLUMNS[dimension], filters, dimension),
  );
}

/** The sources of a scope, for rows that have a `source_id`. */
export function sourcesWithin({ filters }: Scope): Prisma.Sql {
  const named = (condition: Prisma.Sql) =>
    Prisma.sql`source_id IN (SELECT id FROM source WHERE ${condition})`;
  const all = conditions(Prisma.sql`name`, filters, 'source').map(named);
  return all.length > 0 ? Prisma.join(all, ' AND ') : Prisma.sql`TRUE`;
}

/** What has no value is none of those that are excluded. */
function conditions(
  column: Prisma.Sql,
  filters: readonly Filter[],
  dimension: FilterDimension,
): Prisma.Sql[] {
  const values = (excluded: boolean) =>
    filters
      .filter((one) => one.dimension === dimension && one.excluded === excluded)
      .map(({ value }) => value);
  const [included, excluded] = [values(false), values(true)];
  return [
    ...(included.length > 0 ? [Prisma.sql`${column} = ANY(${included})`] : []),
    ...(excluded.length > 0 ? [Prisma.sql`(${column} = ANY(${excluded})) IS NOT TRUE`] : []),
  ];
}
