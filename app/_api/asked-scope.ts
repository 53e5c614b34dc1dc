import { z } from 'zod';
import { FILTER_DIMENSIONS, type Filter, readFilters } from '@/lib/queries/filter';
import { namedRange } from '@/lib/queries/named-range';
import type { Scope } from '@/lib/queries/scope';
import { DEFAULT_RANGE, readTimeRange, relativeMinutes, type TimeRange } from '@/lib/queries/time-range';
import { isKeptTime } from './kept-time';
import { notUnderstood } from './refusals';

/** RFC 3339 with its offset: a time without one would be somebody's guess. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => isKeptTime(Date.parse(text)), 'of the years 1 to 9999');

export const RANGE_QUERY = {
  range: z
    .string()
    .default(DEFAULT_RANGE)
    .refine((text) => relativeMinutes(text) !== null || namedRange(text, 0, 'UTC') !== null, {
      message:
        'a length such as 6h, 30d or 13mo, or today, yesterday, this-week, last-week, this-month, last-month',
    })
    .meta({
      description: 'How far back from now, or a stretch of the calendar (UTC)',
      examples: ['24h', 'yesterday'],
    }),
  from: Instant.optional().meta({ description: 'Beginning, in place of `range`; with `to`' }),
  to: Instant.optional().meta({ description: 'End, exclusive' }),
};

/** Values of one dimension are alternatives, different dimensions must all hold: as in the address of a page. */
const Filters = z
  .string()
  .max(4000)
  .optional()
  .transform((text = '', context): Filter[] => {
    const filters = readFilters(text);
    if (filters.length === new Set(text.split(',').filter(Boolean)).size) return filters;
    context.addIssue(`such as provider:gmail,-code:5.7.26 of ${FILTER_DIMENSIONS.join(', ')}; at most 20`);
    return z.NEVER;
  })
  .meta({
    description: `Conditions separated by commas, with a hyphen before those that are excluded: ${FILTER_DIMENSIONS.join(', ')}`,
    examples: ['provider:gmail,-code:5.7.26'],
  });

export const SCOPE_QUERY = { ...RANGE_QUERY, filter: Filters };

export interface AskedRange {
  range: string;
  from?: string | undefined;
  to?: string | undefined;
}

/** Whole buckets, as charts are drawn of. @throws Problem where the ends are none. */
export function rangeOf({ range, from, to }: AskedRange, now: Date): TimeRange {
  if (from === undefined && to === undefined) return readTimeRange({ range }, now);
  if (from === undefined || to === undefined || !(Date.parse(from) < Date.parse(to)))
    throw notUnderstood([{ field: 'from', message: 'give both ends, the beginning before the end' }]);
  const given = readTimeRange({ from, to }, now);
  if (given.relative !== null)
    throw notUnderstood([{ field: 'to', message: 'a range may last for ten years' }]);
  return given;
}

export const scopeOf = (
  asked: AskedRange & { filter: Filter[] },
  now: Date,
  about: { provider?: string; code?: string } = {},
): Scope => ({
  range: rangeOf(asked, now),
  provider: about.provider ?? null,
  code: about.code ?? null,
  filters: asked.filter,
});

/** What was counted: the stretch that was asked for, widened to whole buckets. */
export const Range = z
  .strictObject({ from: z.iso.datetime(), to: z.iso.datetime(), bucketMinutes: z.int() })
  .meta({ id: 'Range', description: 'What was counted: `to` is exclusive, both are ends of buckets' });

export const shownRange = ({ from, to, bucketMinutes }: TimeRange): z.infer<typeof Range> => ({
  from: from.toISOString(),
  to: to.toISOString(),
  bucketMinutes,
});

export const RANGE_EXAMPLE = {
  from: '2026-11-20T12:00:00.000Z',
  to: '2026-11-21T12:00:00.000Z',
  bucketMinutes: 10,
};

/** Times are ISO 8601 in UTC. */
export const Time = z.iso.datetime();
export const time = (at: Date | number): string => new Date(at).toISOString();
export const timeOrNull = (at: Date | null): string | null => (at === null ? null : time(at));
