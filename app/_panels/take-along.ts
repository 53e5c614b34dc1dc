import { writeFilters } from '@/lib/queries/filter';
import type { TimeRange } from '@/lib/queries/time-range';
import type { TakenAlong } from '../_components/charts/chart-files';
import { spanWords } from '../_components/format/range-words';
import type { ChartId } from './charts';
import { providerName } from './dictionary';
import { filterName, filterTitle } from './filter-words';
import { type Question, questionOf } from './question';
import type { TableId } from './tables';

/** What a chart needs to leave the page: where its numbers are to be had as a file, of the same scope and filters and of
 * the times that are shown, so that the file agrees with the chart however late it is asked for; and what it is of. */
export function takeAlong(question: Question, chart: ChartId, more: Record<string, string> = {}): TakenAlong {
  const { scope, timeZone } = question;
  const { range, provider, code, filters } = scope;
  const narrowed = filters.map(
    ({ dimension, value, excluded }) =>
      `${filterName(dimension)} ${excluded ? 'is not' : 'is'} ${filterTitle(dimension, value)}`,
  );
  const about = [...(provider === null ? [] : [providerName(provider)]), ...(code === null ? [] : [code])];
  return {
    csv: `/api/charts/${chart}?${queryOf(question, more)}`,
    name: fileName(chart, range),
    words: [`${spanWords(range, timeZone)} (${timeZone})`, ...about, ...narrowed].join(' · '),
  };
}

/** The same for a table, which is only taken along as numbers. */
export function tableAlong(question: Question, table: TableId): { csv: string; name: string } {
  return {
    csv: `/api/tables/${table}?${queryOf(question)}`,
    name: fileName(table, question.scope.range),
  };
}

function queryOf({ scope, compare }: Question, more: Record<string, string> = {}): URLSearchParams {
  const { range, provider, code, filters } = scope;
  const query = new URLSearchParams({
    ...{ from: range.from.toISOString(), to: range.to.toISOString() },
    ...(compare && { compare }),
    ...(provider !== null && { provider }),
    ...(code !== null && { code }),
    ...more,
  });
  const filter = writeFilters(filters);
  if (filter !== null) query.set('filter', filter);
  return query;
}

/** What the address of such a file asks for. */
export async function fileQuestion(request: Request): Promise<{ question: Question; source: number }> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { provider, code, source } = query;
  const about = { ...(provider && { provider }), ...(code && { code }) };
  return { question: await questionOf(Promise.resolve(query), about), source: Number(source) || 0 };
}

/** bounceboard-refusals-20261120T0720Z-20261121T0730Z */
export function fileName(what: ChartId | TableId, { from, to }: Pick<TimeRange, 'from' | 'to'>): string {
  const stamp = (at: Date) => `${at.toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;
  return `bounceboard-${what}-${stamp(from)}-${stamp(to)}`;
}
