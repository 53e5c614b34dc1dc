import { FilterBar } from '../_components/ui/filter-bar';
import { eventsLink } from './events-link';
import { DIMENSION_NAMES, filterName, filterTitle } from './filter-words';
import type { Question } from './question';

/** What is the page narrowed to, and which single events are behind its numbers? */
export function PageFilters({ question, events = true }: { question: Question; events?: boolean }) {
  const { scope } = question;
  const chips = scope.filters.map((filter) => ({
    ...filter,
    name: filterName(filter.dimension),
    title: filterTitle(filter.dimension, filter.value),
  }));
  // What the page is about by its address is no choice.
  const dimensions = DIMENSION_NAMES.filter(
    ({ dimension }) =>
      !(dimension === 'provider' && scope.provider !== null) &&
      !(dimension === 'code' && scope.code !== null),
  );
  return <FilterBar chips={chips} dimensions={dimensions} events={events ? eventsLink(question) : null} />;
}
