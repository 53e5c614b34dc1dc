import { readFilters } from '@/lib/queries/filter';
import { readTimeRange } from '@/lib/queries/time-range';
import { moment } from '../_components/format/time';
import { filterName, filterTitle } from './filter-words';

/** What a link shows, in words: of which time, and what it was narrowed to. */
export function sharedWords(href: string): string {
  const { searchParams } = new URL(href, 'http://ours.invalid');
  const said = (key: string) => searchParams.get(key) ?? undefined;
  const { range, from, to } = { range: said('range'), from: said('from'), to: said('to') };
  const shown = readTimeRange(
    { ...(range && { range }), ...(from && { from }), ...(to && { to }) },
    new Date(),
  );
  const time = shown.relative
    ? `the last ${shown.relative}, moving`
    : `${moment(shown.from, 'UTC')} – ${moment(shown.to, 'UTC')} UTC`;
  const filters = readFilters(searchParams.get('filter')).map(
    ({ dimension, value, excluded }) =>
      `${filterName(dimension)} ${excluded ? 'not ' : ''}${filterTitle(dimension, value)}`,
  );
  return [time, ...filters].join(', ');
}
