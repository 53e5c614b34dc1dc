import { readEnv } from '@/lib/env';
import { COMPARISONS, type Comparison } from '@/lib/queries/compared-range';
import type { FailureDimension } from '@/lib/queries/failures-over-time';
import { FAILURE_DIMENSIONS } from '@/lib/queries/failures-over-time';
import { readFilters } from '@/lib/queries/filter';
import type { Scope } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { carryQuestion } from '../_components/ui/question-link';
import { viewerZone } from './viewer-zone';

/** What a page was asked for, as its URL says it. */
export interface Question {
  scope: Scope;
  timeZone: string;
  /** What charts and changes are compared with, if anything was chosen. */
  compare: Comparison | null;
  /** How failures are told apart. */
  by: FailureDimension | null;
  /** A link that keeps the range and the filters. */
  link(href: string): string;
}

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function questionOf(
  searchParams: SearchParams,
  about: { provider?: string; code?: string } = {},
): Promise<Question> {
  const given = await searchParams;
  const one = (key: string): string | undefined => {
    const value = given[key];
    return Array.isArray(value) ? value[0] : value;
  };
  const { timeZone } = await viewerZone();
  const range = readTimeRange(
    { range: one('range'), from: one('from'), to: one('to') },
    new Date(),
    timeZone,
    readEnv().keptDays['counts-hour'],
  );
  return {
    scope: {
      range,
      provider: about.provider ?? null,
      code: about.code ?? null,
      filters: readFilters(one('filter')),
    },
    timeZone,
    compare: COMPARISONS.find((comparison) => comparison === one('compare')) ?? null,
    by: FAILURE_DIMENSIONS.find((dimension) => dimension === one('by')) ?? null,
    link: (href) => carryQuestion(href, { get: (key) => one(key) ?? null }),
  };
}
