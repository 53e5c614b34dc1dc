import { writeFilters } from '@/lib/queries/filter';
import type { TakenAlong } from '../_components/charts/chart-files';
import { spanWords } from '../_components/format/range-words';
import type { ChartId } from './charts';
import { providerName } from './dictionary';
import { filterName, filterTitle } from './filter-words';
import type { Question } from './question';

/** What a chart needs to leave the page: where its numbers are to be had as a file, of the same scope and filters and of
 * the times that are shown, so that the file agrees with the chart however late it is asked for; and what it is of. */
export function takeAlong(question: Question, chart: ChartId, more: Record<string, string> = {}): TakenAlong {
  const { scope, compare, timeZone } = question;
  const { range, provider, code, filters } = scope;
  const [from, to] = [range.from.toISOString(), range.to.toISOString()];
  const query = new URLSearchParams({
    ...{ from, to },
    ...(compare && { compare }),
    ...(provider !== null && { provider }),
    ...(code !== null && { code }),
    ...more,
  });
  const filter = writeFilters(filters);
  if (filter !== null) query.set('filter', filter);
  const narrowed = filters.map(
    ({ dimension, value, excluded }) =>
      `${filterName(dimension)} ${excluded ? 'is not' : 'is'} ${filterTitle(dimension, value)}`,
  );
  const about = [...(provider === null ? [] : [providerName(provider)]), ...(code === null ? [] : [code])];
  return {
    csv: `/api/charts/${chart}?${query}`,
    name: fileName(chart, range.from, range.to),
    words: [`${spanWords(range, timeZone)} (${timeZone})`, ...about, ...narrowed].join(' · '),
  };
}

/** bounceboard-refusals-20261120T0720Z-20261121T0730Z */
export function fileName(chart: ChartId, from: Date, to: Date): string {
  const stamp = (at: Date) => `${at.toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;
  return `bounceboard-${chart}-${stamp(from)}-${stamp(to)}`;
}
