import { storeFor } from '@/app/_access/store';
import { suppressionsOverTime } from '@/lib/queries/suppressions-over-time';
import { ChartPanel } from '../_components/charts/chart-panel';
import { exact } from '../_components/format/number';
import { coveredBuckets } from './answers';
import type { Question } from './question';
import { REASONS } from './suppression-words';
import { alongAxis, timeAxis } from './time-axis';

/** Who came onto the list when, and why? */
export async function suppressionAdditions({ scope, timeZone }: Question, height: number) {
  const [added, covered] = await Promise.all([
    suppressionsOverTime(await storeFor('viewer'), scope.range),
    coveredBuckets(scope),
  ]);
  const axis = timeAxis(scope.range, covered, timeZone);
  const series = REASONS.map(({ id, title, colour }) => {
    const buckets = new Map(added.filter(({ reason }) => reason === id).map(({ at, count }) => [at, count]));
    const total = [...buckets.values()].reduce((sum, count) => sum + count, 0);
    const values = alongAxis(axis, (start) => buckets.get(start) ?? 0);
    return { id, label: title, colour, values, total };
  });
  const total = series.reduce((sum, one) => sum + one.total, 0);
  const [largest] = [...series].sort((a, b) => b.total - a.total);
  const title =
    total === 0
      ? 'Nobody was suppressed in this range'
      : `${exact(total)} suppressed in this range, most of them: ${largest?.label.toLowerCase()} (${exact(largest?.total ?? 0)})`;
  return (
    <ChartPanel
      title={title}
      note="Addresses by when they came to be suppressed and why; those that were reinstated since are left out"
      axis={{ ...axis, eventsOf: null }}
      height={height}
      drawn={{
        kind: 'stacked',
        series: series.map(({ total: _, ...one }) => one),
        legend: series.map(({ id, label, colour, total: count }) => ({
          ...{ id, label, colour, mono: false, meaning: null, value: exact(count) },
        })),
      }}
    />
  );
}
