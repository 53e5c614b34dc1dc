import { type CsvValue, csvLine } from '@/lib/csv-cell';
import type { Chart } from './chart';
import { readingAt } from './rate-points';
import { bucketEnd, isRate, isSilent, missingAt, type RateSeries, type Series } from './time-series';

/** The numbers of a chart, exact, a line a bucket: of a rate also what was counted in it, and where the line has one point
 * for several buckets, the rate of that point. What is not known is empty, and it says of which sources nothing was
 * recorded. */
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
    ? [`${series.label}: counted`, `${series.label}: of`, `${series.label}: rate${joinedIn(series)}`]
    : [kind === 'delays' ? `${series.label}: ms` : series.label];

/** Its rate is not the quotient of the two columns beside it. */
const joinedIn = ({ joined = 1 }: RateSeries): string => (joined > 1 ? ` of ${joined} lines together` : '');

const columnsOf = (series: Series): CsvValue[][] =>
  isRate(series)
    ? [series.numerators, series.denominators, series.numerators.map((_, index) => readingAt(series, index))]
    : [series.values];
