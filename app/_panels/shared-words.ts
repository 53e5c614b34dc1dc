import { readFilters } from '@/lib/queries/filter';
import { readTimeRange } from '@/lib/queries/time-range';
import { rangeTitle, spanWords } from '../_components/format/range-words';
import { filterName, filterTitle } from './filter-words';

/** What a link shows, in words: of which time, and what it was narrowed to. */
export function sharedWords(href: string, timeZone: string): string {
  const { searchParams } = new URL(href, 'http://ours.invalid');
  const said = (key: string) => searchParams.get(key) ?? undefined;
  const { range, from, to } = { range: said('range'), from: said('from'), to: said('to') };
  const shown = readTimeRange(
    { ...(range && { range }), ...(from && { from }), ...(to && { to }) },
    new Date(),
    timeZone,
  );
  const time = shown.relative
    ? `${lowerFirst(rangeTitle(shown, timeZone))}, moving`
    : `${spanWords(shown, timeZone)} ${timeZone}`;
  const filters = readFilters(searchParams.get('filter')).map(
    ({ dimension, value, excluded }) =>
      `${filterName(dimension)} ${excluded ? 'not ' : ''}${filterTitle(dimension, value)}`,
  );
  return [time, ...filters].join(', ');
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
