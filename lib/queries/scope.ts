import { Prisma } from '@/prisma/generated/client';
import type { Filter, FilterDimension } from './filter';
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
