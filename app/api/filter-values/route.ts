import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { storeOf } from '@/app/_access/store';
import type { FilterValue } from '@/app/_components/ui/filter-choices';
import { filterTitle } from '@/app/_panels/filter-words';
import { questionOf } from '@/app/_panels/question';
import { FILTER_DIMENSIONS } from '@/lib/queries/filter';
import { filterValues } from '@/lib/queries/filter-values';

/** What a page can be narrowed to by one dimension, within its range and its other filters. */
export const GET = guarded('viewer', async (request, visitor) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const dimension = FILTER_DIMENSIONS.find((one) => one === query.dimension);
  if (!dimension) {
    return problem(400, `The dimension must be one of ${FILTER_DIMENSIONS.join(', ')}.`);
  }
  const { scope } = await questionOf(Promise.resolve(query));
  const others = scope.filters.filter((filter) => filter.dimension !== dimension);
  const seen = await filterValues(storeOf(visitor), { ...scope, filters: others }, dimension);
  const values: FilterValue[] = seen.map(({ value, events }) => ({
    value,
    title: filterTitle(dimension, value),
    events,
  }));
  return Response.json(values);
});
