import { type CsvValue, csvLine } from '@/lib/csv-cell';
import type { Chart } from './chart';
import { bucketEnd, isRate, isSilent, missingAt, type Series, valuesOf } from './time-series';

/** The numbers of a chart, exact, a line a bucket: of a rate also what it is made of. What is not known is empty, and it
 * says of which sources nothing was recorded. */
export function* chartCsv({ axis, drawn }: Chart): Generator<string> {
  const series: readonly Series[] = [...drawn.series, ...(drawn.earlier ?? [])];
  yield csvLine(['From', 'To', ...series.flatMap((one) => headings(one, drawn.kind)), 'No records of']);
  const columns = series.flatMap(columnsOf);
  for (const [index, start] of axis.starts.entries()) {
    const silent = isSilent(axis, index);
    yield csvLine([
      new Date(start),
      new Date(bucketEnd(axis, index)),
      ...columns.map((values) => values[index] ?? null),
      silent ? 'any source' : missingAt(axis, index).join(' ') || null,
    ]);
  }
}

const headings = (series: Series, kind: Chart['drawn']['kind']): string[] =>
  isRate(series)
    ? [`${series.label}: counted`, `${series.label}: of`, `${series.label}: rate`]
    : [kind === 'delays' ? `${series.label}: ms` : series.label];

const columnsOf = (series: Series): CsvValue[][] =>
  isRate(series) ? [series.numerators, series.denominators, valuesOf(series)] : [series.values];
