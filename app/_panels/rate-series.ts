import type { Rate } from '@/lib/queries/rates';
import { addTallies, type Tally } from '@/lib/queries/tally';
import type { RateSeries, TimeAxis } from '../_components/charts/time-series';
import { alongAxis } from './time-axis';

const MINUTE = 60_000;

/** A rate over time as a chart's series, with the counts behind every point. */
export function rateSeries(
  axis: TimeAxis,
  tallies: ReadonlyMap<number, Tally>,
  rateOf: (tally: Tally) => Rate,
  look: Pick<RateSeries, 'id' | 'label' | 'colour' | 'href'>,
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
  const from = axis.starts[0] ?? 0;
  const width = axis.bucketMinutes * MINUTE;
  const groups = new Map<number, Tally[]>();
  for (const [at, tally] of tallies) {
    const start = from + Math.floor((at - from) / width) * width;
    groups.set(start, [...(groups.get(start) ?? []), tally]);
  }
  return groups;
}
