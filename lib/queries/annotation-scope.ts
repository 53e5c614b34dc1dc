import { type Filter, readFilters } from './filter';
import type { Scope } from './scope';

/** Whether an annotation's scope, written as a page's filters are, has any mail in common with what a page shows. What
 * names nothing concerns all. */
export function concerns(annotated: string, { provider, code, filters }: Omit<Scope, 'range'>): boolean {
  const own = (dimension: 'provider' | 'code', value: string | null): Filter[] =>
    value === null ? [] : [{ dimension, value, excluded: false }];
  const shown = [...own('provider', provider), ...own('code', code), ...filters];
  const named = readFilters(annotated);
  return [...new Set(named.map(({ dimension }) => dimension))].every((dimension) => {
    const [theirs, ours] = [named, shown].map((all) => all.filter((one) => one.dimension === dimension));
    return canMeet(theirs ?? [], ours ?? []);
  });
}

/** Whether a value may be asked for by both: it is among the included of each side that has any, and excluded by none. */
function canMeet(one: readonly Filter[], other: readonly Filter[]): boolean {
  const all = [...one, ...other];
  const included = [one, other]
    .map((side) => side.filter(({ excluded }) => !excluded).map(({ value }) => value))
    .filter((values) => values.length > 0);
  const [first, ...rest] = included;
  if (!first) return true;
  const excluded = new Set(all.filter((filter) => filter.excluded).map(({ value }) => value));
  return first.some((value) => !excluded.has(value) && rest.every((values) => values.includes(value)));
}
