import type { Rate } from '@/lib/queries/rates';
import { addTallies, type Tally } from '@/lib/queries/tally';
import { bucketEnd, type RateSeries, type TimeAxis } from '../_components/charts/time-series';
import { alongAxis } from './time-axis';

/** A rate over time as a chart's series, with the counts behind every point. */
export function rateSeries(
  axis: TimeAxis,
  tallies: ReadonlyMap<number, Tally>,
  rateOf: (tally: Tally) => Rate,
  look: Pick<RateSeries, 'id' | 'label' | 'colour' | 'href' | 'joined'>,
): RateSeries {
  const groups = onAxis(axis, tallies);
  const rates = alongAxis(axis, (start) => rateOf(addTallies(groups.get(start) ?? [])));
  return {
    ...look,
    numerators: rates.map((rate) => rate?.numerator ?? null),
    denominators: rates.map((rate) => rate?.denominator ?? null),
  };
}

/** The tallies that fall into each bucket of an axis, whose buckets may be wider than theirs. */
function onAxis(axis: TimeAxis, tallies: ReadonlyMap<number, Tally>): Map<number, Tally[]> {
  const groups = new Map<number, Tally[]>(axis.starts.map((start) => [start, []]));
  let index = 0;
  for (const [at, tally] of [...tallies].sort(([one], [other]) => one - other)) {
    while (at >= bucketEnd(axis, index) && index < axis.starts.length - 1) index++;
    groups.get(axis.starts[index] ?? 0)?.push(tally);
  }
  return groups;
}
