import { type Filter, type FilterDimension, writeFilters } from '@/lib/queries/filter';
import type { Scope } from '@/lib/queries/scope';
import type { Question } from './question';

/** Filters by dimension; what is `null` is none. */
export type Narrowed = Partial<Record<FilterDimension, string | null>>;

/**
 * The single events behind a number: the page's own question, narrowed to what the number is of. Where another value of
 * the same dimension was asked for, the narrower one stands.
 */
export function eventsLink(question: Pick<Question, 'scope' | 'link'>, narrowed: Narrowed = {}): string {
  const { scope, link } = question;
  const { relative, from, to } = scope.range;
  const page = new URL(link('/events'), 'http://here');
  const asked = {
    range: relative,
    from: relative === null ? from.toISOString() : null,
    to: relative === null ? to.toISOString() : null,
    filter: writeFilters(filtersOf(scope, narrowed)),
  };
  for (const [key, value] of Object.entries(asked)) {
    if (value === null) page.searchParams.delete(key);
    else page.searchParams.set(key, value);
  }
  return `${page.pathname}${page.search}`;
}

function filtersOf({ provider, code, filters }: Scope, narrowed: Narrowed): Filter[] {
  const all: Narrowed = { provider, code, ...narrowed };
  const own = Object.entries(all).flatMap(([dimension, value]) =>
    value === null || value === undefined
      ? []
      : [{ dimension: dimension as FilterDimension, value, excluded: false }],
  );
  const others = filters.filter(
    ({ dimension, excluded }) => excluded || !own.some((one) => one.dimension === dimension),
  );
  return [...others, ...own];
}
